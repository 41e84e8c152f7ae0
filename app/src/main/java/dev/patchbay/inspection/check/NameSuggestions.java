package dev.patchbay.inspection.check;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.matching.names.KeyMatch;
import dev.patchbay.matching.names.KeyMatcher;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorName;
import dev.patchbay.tensor.name.BlockTemplate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Suggests for an unknown name the most similar module of the base. Modules that differ only in the block number count as one kind, so that
 * the second best guess is another kind and not the next block.
 */
public final class NameSuggestions {

    /** Guesses below this similarity are not offered. */
    private static final double LEAST = 0.5;

    private final BaseModel base;

    /** Block templates of the base's modules, cached: every unknown kind is compared with all of them. */
    private final Map<String, String> templates = new HashMap<>();

    NameSuggestions(BaseModel base) {
        this.base = base;
    }

    /**
     * @param module the most similar module of the base
     * @param similarity 0 to 1
     * @param next similarity of the next best kind
     * @param other module of that kind
     */
    public record LikelyModule(ModuleInfo module, double similarity, double next, Optional<ModuleInfo> other) {

        /** True if another kind is equally similar. */
        boolean isAmbiguous() {
            return similarity <= next;
        }

        String template() {
            return BlockTemplate.of(module.name());
        }

        public static String shown(double value) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
    }

    /** The module that an unknown name most likely means; empty if none is similar enough. */
    Optional<LikelyModule> of(ModuleFit fit) {
        if (fit.in().isEmpty() || fit.out().isEmpty()) {
            return Optional.empty();
        }
        Shape weight = Shape.of(fit.out().getAsLong(), fit.in().getAsLong());
        ModuleDictionary dictionary = base.component(fit.component()).orElseGet(base::main);
        String name = fit.module().module();
        List<KeyMatch> matches = KeyMatcher.best(name, weight, comparable(representatives(dictionary, name), weight));
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        KeyMatch best = matches.getFirst();
        double next = matches.size() > 1 ? matches.get(1).similarity() : 0;
        Optional<ModuleInfo> other = matches.stream().skip(1).findFirst().map(KeyMatch::module);
        return best.similarity() < LEAST ? Optional.empty() : Optional.of(new LikelyModule(best.module(), best.similarity(), next, other));
    }

    /** One module of each kind: that of the same block if there is one, else the first. */
    private Collection<ModuleInfo> representatives(ModuleDictionary dictionary, String name) {
        TensorName segments = TensorName.of(name);
        String block = segments.indexPositions().stream().findFirst().map(position -> segments.segments().get(position)).orElse("");
        Map<String, ModuleInfo> byTemplate = new LinkedHashMap<>();
        for (ModuleInfo module : dictionary.modules()) {
            String template = templates.computeIfAbsent(module.name(), BlockTemplate::of);
            boolean sameBlock = module.name().equals(template.replace(BlockTemplate.BLOCK, block));
            byTemplate.merge(template, module, (first, later) -> sameBlock ? later : first);
        }
        return byTemplate.values();
    }

    /**
     * Modules with this weight shape; if there are none, as for a model of another width, those with the same ratio of outputs to inputs.
     */
    private static ModuleDictionary comparable(Collection<ModuleInfo> modules, Shape weight) {
        boolean anyExact = modules.stream().anyMatch(module -> module.weight().equals(weight));
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (ModuleInfo module : modules) {
            if (module.adaptable() && (module.weight().equals(weight) || !anyExact && proportional(module.weight(), weight))) {
                shapes.put(module.name() + ".weight", weight);
            }
        }
        return new ModuleDictionary("", shapes);
    }

    private static boolean proportional(Shape one, Shape other) {
        return one.dimensions() == 2 && (double) one.size(0) * other.size(1) == (double) one.size(1) * other.size(0);
    }
}
