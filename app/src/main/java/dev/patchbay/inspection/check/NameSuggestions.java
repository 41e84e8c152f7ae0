package dev.patchbay.inspection.check;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.inspection.fit.Lazy;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.matching.suggest.Place;
import dev.patchbay.matching.suggest.Suggestion;
import dev.patchbay.matching.suggest.Suggestions;
import dev.patchbay.tensor.name.BlockTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the {@link Suggestions} for a file say about its unknown names: the likeness that problems speak of is that of the command
 * {@code suggest}, and so is what they call known.
 */
public final class NameSuggestions {

    private final Lazy<Suggestions> suggestions;
    private final Lazy<Map<String, Suggestion>> byTensor;

    NameSuggestions(InspectionContext context) {
        this.suggestions = new Lazy<>(() -> Suggestions.of(context, context.search()));
        this.byTensor = new Lazy<>(() -> {
            Map<String, Suggestion> found = new HashMap<>();
            suggestions.get().all().forEach(one -> one.tensors().forEach(tensor -> found.put(tensor.name(), one)));
            return found;
        });
    }

    /**
     * @param module the most similar module of the base
     * @param similarity 0 to 1
     * @param next similarity of the next best kind, of the module or of the name
     * @param other module of the base that the name resembles next
     */
    public record LikelyModule(ModuleInfo module, double similarity, double next, Optional<ModuleInfo> other) {

        /** True if another kind is equally similar. */
        boolean isAmbiguous() {
            return similarity <= next && other.isPresent();
        }

        String template() {
            return BlockTemplate.of(module.name());
        }

        public static String shown(double value) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
    }

    /** The module that an unknown name most likely means; empty if its place is known, or it is similar to none. */
    Optional<LikelyModule> of(ModuleFit fit) {
        return suggestion(fit).filter(one -> !one.isKnown()).map(one -> new LikelyModule(
                one.targets().getFirst().module(), one.similarity(), one.similarity() - one.gap(), one.next()));
    }

    /** Where the rules that suit the file lead the module; empty if none do. */
    List<ModuleInfo> known(ModuleFit fit) {
        return suggestion(fit).filter(Suggestion::isKnown).map(Suggestion::targets).orElse(List.of()).stream().map(Place::module).toList();
    }

    /** True if the base has the layer in fewer blocks. */
    boolean isBeyond(ModuleFit fit) {
        return !fit.isMatched() && fit.parts().stream().anyMatch(part -> suggestions.get().beyond().contains(part.name()));
    }

    private Optional<Suggestion> suggestion(ModuleFit fit) {
        return fit.parts().stream()
                .map(part -> Optional.ofNullable(byTensor.get().get(part.name())))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
