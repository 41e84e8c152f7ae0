package dev.patchbay.workspace;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.TensorFamilies;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.mapping.search.RuleSearch.Found;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses rules for a full model: those whose result is most similar to the base, or else to a model of the catalogue.
 *
 * @param base the base to compare with, if given
 * @param search rule search over the file's names
 */
record ModelRules(Optional<BaseModel> base, RuleSearch search) {

    private static final String TRANSFORMER_TO_SAT = "cogvideox-to-sat";
    private static final String VAE_TO_SAT = "cogvideox-vae-to-sat";

    /** Rules to the names of diffusers; none if the file has them already. */
    RuleSet toDiffusers() {
        return search.best(search.candidates(), this::likeness).map(Found::rules).orElse(RuleSet.EMPTY);
    }

    /**
     * Rules to the names of SAT, by way of those of diffusers. They rename nothing if the file is neither a transformer nor a VAE that
     * SAT has.
     */
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

    /** Similarity to the base, or to the most similar catalogue model: by name and shape, or half as much by name alone. */
    private double likeness(Map<String, Shape> tensors) {
        Set<String> kinds = kinds(tensors.keySet());
        List<ModuleDictionary> components = base.map(BaseModel::components).orElseGet(() -> TensorFamilies.similar(tensors));
        return components.stream()
                .mapToDouble(component -> Math.max(likeness(component, tensors), 0.5 * likeness(component, kinds)))
                .max()
                .orElse(0);
    }

    /** Fraction of the tensors of both that agree in name and shape. */
    private static double likeness(ModuleDictionary component, Map<String, Shape> tensors) {
        long same = component.tensors().entrySet().stream()
                .filter(entry -> Optional.ofNullable(tensors.get(entry.getKey())).equals(Optional.of(entry.getValue())))
                .count();
        return share(same, component.tensors().size(), tensors.size());
    }

    /** Fraction of the names of both, ignoring numbers, that agree. */
    private static double likeness(ModuleDictionary component, Set<String> kinds) {
        Set<String> theirs = kinds(component.tensors().keySet());
        return share(theirs.stream().filter(kinds::contains).count(), theirs.size(), kinds.size());
    }

    /** Names without their numbers, so that all blocks count as one. */
    private static Set<String> kinds(Set<String> names) {
        return names.stream().map(name -> OpenNumbers.anywhere(name, "0")).collect(Collectors.toSet());
    }

    private static double share(long common, int left, int right) {
        long union = (long) left + right - common;
        return union == 0 ? 0 : (double) common / union;
    }
}
