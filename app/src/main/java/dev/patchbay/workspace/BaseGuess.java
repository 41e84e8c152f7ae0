package dev.patchbay.workspace;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.TextEncoders;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.NameAxes;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ProgramNames;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.part.AdapterKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The models of the catalogue that a file without a base may be for. Each that comes near by names and sizes is tried, and those in which
 * most of the file arrives are left. The guess is good only if it does not matter which of them it is.
 */
final class BaseGuess {

    private final List<Reading> best;

    private BaseGuess(List<Reading> best) {
        this.best = List.copyOf(best);
    }

    /**
     * The file as one for a model.
     *
     * @param file against that model
     * @param base the model
     * @param mapping by the rules that lead the file there
     * @param arrived how many modules then have their right name and size
     */
    record Reading(Analyzer file, BaseModel base, MappingResult mapping, long arrived) {

        static Reading of(Analyzer file, BaseModel base) throws IOException {
            Analyzer against = file.with(base);
            MappingResult mapping = against.search().apply(RuleChoice.choose(against));
            Adapter adapter = AdapterFit.named(file.checkpoint(), mapping);
            List<ModuleFit> fits = AdapterFit.fits(adapter, base, ModelCatalog.locator(base.name()));
            return new Reading(against, base, mapping, fits.stream().filter(Reading::arrives).count());
        }

        private static boolean arrives(ModuleFit fit) {
            return fit.fits(Expectation.NONE) && NameAxes.of(fit).isEmpty();
        }

        RuleSet rules() {
            return mapping.rules();
        }

        /** What would be written, name by name; empty if the program's names are not known for the model. */
        Optional<Map<String, TensorRecipe>> written(Optional<Program> target) {
            return target.isEmpty()
                    ? Optional.of(named(mapping.tensors(), Optional.empty()))
                    : target.get().loader().names(base.family())
                            .map(names -> names.with(Optional.of(new TextEncoders(base))))
                            .map(names -> named(
                                    names.rules().then(mapping.tensors(), file.checkpoint().infos()).tensors(), Optional.of(names)));
        }

        private Map<String, TensorRecipe> named(List<MappedTensor> tensors, Optional<ProgramNames> names) {
            Map<String, TensorRecipe> named = new HashMap<>();
            for (MappedTensor tensor : tensors) {
                Optional<AdapterKey> key = AdapterKey.parse(tensor.name());
                String component = key.map(AdapterKey::component).filter(one -> !one.isEmpty()).orElse(base.main().component());
                String module = key.map(AdapterKey::module).orElse("");
                Optional<String> before = names.flatMap(one -> one.name(component, module));
                named.put(component + "/" + before.orElse("") + "/" + tensor.name(), tensor.recipe());
            }
            return named;
        }
    }

    /** What there is to tell models apart by: those with the same dictionaries and family lead to the same file. */
    private record Kind(String family, Map<String, String> components) {}

    /**
     * @param adapter the file's modules as they are named
     * @throws IOException if an alpha tensor cannot be read
     */
    static BaseGuess of(Analyzer file, Adapter adapter) throws IOException {
        List<Reading> readings = new ArrayList<>();
        Set<Kind> tried = new HashSet<>();
        for (String name : FamilyFinder.rank(file.checkpoint(), adapter, List.of(), file.search()).contenders()) {
            CatalogModel model = ModelCatalog.model(name).orElseThrow();
            if (tried.add(new Kind(model.family(), model.components()))) {
                readings.add(Reading.of(file, ModelCatalog.find(name).orElseThrow()));
            }
        }
        long most = readings.stream().mapToLong(Reading::arrived).max().orElse(0);
        return new BaseGuess(readings.stream().filter(reading -> reading.arrived() == most).toList());
    }

    /** True if no model of the catalogue comes near. */
    boolean isNothing() {
        return best.isEmpty();
    }

    /** Names of the models that the file fits equally well, for a sentence. */
    String models() {
        return best.stream().map(reading -> reading.base().name()).collect(Collectors.joining(", "));
    }

    /**
     * The most widely used of the models, if the file that is written is the same for all of them.
     *
     * @param target program whose names for the modules count, too; where Patchbay knows them for some of the models only, for these
     */
    Optional<Reading> agreed(Optional<Program> target) {
        List<Reading> named = best.stream().filter(reading -> reading.written(target).isPresent()).toList();
        boolean alike = named.stream().map(reading -> reading.written(target)).distinct().count() <= 1;
        return alike ? named.stream().findFirst().or(() -> best.stream().findFirst()) : Optional.empty();
    }
}
