package dev.patchbay.workspace;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.mapping.search.RuleSearch.Found;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses known rules for a full model: those whose result is most like the base, or like a model of the catalogue.
 *
 * @param base decides where it is given
 * @param search over the file's names
 */
record ModelRules(Optional<BaseModel> base, RuleSearch search) {

    private static final String TRANSFORMER_TO_SAT = "cogvideox-to-sat";
    private static final String VAE_TO_SAT = "cogvideox-vae-to-sat";

    /** Rules to diffusers' names; none if the file has them. */
    RuleSet toDiffusers() {
        return search.best(search.candidates(), this::likeness).map(Found::rules).orElse(RuleSet.EMPTY);
    }

    /** Rules to SAT's names; only renames nothing where the file is neither a transformer nor a VAE that SAT has. */
    RuleSet toSat() {
        RuleSet first = toDiffusers();
        boolean vae = search.apply(first).tensors().stream().anyMatch(tensor -> tensor.name().startsWith("encoder."));
        return first.then(BuiltInRules.find(vae ? VAE_TO_SAT : TRANSFORMER_TO_SAT).orElseThrow());
    }

    private Optional<Double> likeness(MappingResult mapping) {
        return mapping.problems().isEmpty() && !mapping.tensors().isEmpty() ? Optional.of(likeness(shapes(mapping))) : Optional.empty();
    }

    private static Map<String, Shape> shapes(MappingResult mapping) {
        Map<String, Shape> shapes = LinkedHashMap.newLinkedHashMap(mapping.tensors().size());
        for (MappedTensor tensor : mapping.tensors()) {
            shapes.put(tensor.name(), tensor.info().shape());
        }
        return shapes;
    }

    /** To the base, or to whatever model of the catalogue is most like it; by name and shape, or half as much by name alone. */
    private double likeness(Map<String, Shape> tensors) {
        Set<String> kinds = kinds(tensors.keySet());
        Stream<BaseModel> models =
                base.map(Stream::of).orElseGet(() -> ModelCatalog.names().stream().map(ModelCatalog::find).flatMap(Optional::stream));
        return models.flatMap(model -> model.components().stream())
                .mapToDouble(component -> Math.max(likeness(component, tensors), 0.5 * likeness(component, kinds)))
                .max()
                .orElse(0);
    }

    /** Share of the tensors of both that are equal in name and shape. */
    private static double likeness(ModuleDictionary component, Map<String, Shape> tensors) {
        long same = component.tensors().entrySet().stream()
                .filter(entry -> Optional.ofNullable(tensors.get(entry.getKey())).equals(Optional.of(entry.getValue())))
                .count();
        return share(same, component.tensors().size(), tensors.size());
    }

    /** Share of the kinds of names of both that are equal. */
    private static double likeness(ModuleDictionary component, Set<String> kinds) {
        Set<String> theirs = kinds(component.tensors().keySet());
        return share(theirs.stream().filter(kinds::contains).count(), theirs.size(), kinds.size());
    }

    /** Names with their numbers left out: blocks are alike. */
    private static Set<String> kinds(Set<String> names) {
        return names.stream().map(name -> OpenNumbers.anywhere(name, "0")).collect(Collectors.toSet());
    }

    private static double share(long common, int left, int right) {
        long union = (long) left + right - common;
        return union == 0 ? 0 : (double) common / union;
    }
}
