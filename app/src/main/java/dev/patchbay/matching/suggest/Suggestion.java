package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.matching.names.ForeignModule;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import java.util.Optional;

/**
 * The base module that a module of the file most likely belongs to.
 *
 * @param source name of the module in the file, without {@code lora_A} and the like
 * @param tensors both halves of a low-rank pair, the parts of another algorithm, or the weight
 * @param targets one place, or several among which the rows are split, in their order; all in one component
 * @param similarity 0 to 1; 1 if rules or names decide
 * @param gap similarity less that of the next best match, of the module or of the name
 * @param next the module that the name resembles next; empty if there is none
 * @param certain true if the rules of the {@link Suggestions} make it arrive there; never from order alone
 */
public record Suggestion(
        String source, List<TensorInfo> tensors, List<Place> targets, double similarity, double gap, Optional<ModuleInfo> next,
        boolean certain) {

    public Suggestion {
        tensors = List.copyOf(tensors);
        targets = List.copyOf(targets);
    }

    static Suggestion known(ForeignModule module, List<Place> places, boolean certain) {
        return new Suggestion(module.name(), module.tensors(), places, 1, 1, Optional.empty(), certain);
    }

    /** The component of the base that has the targets. */
    public String component() {
        return targets.getFirst().component();
    }

    /** True if rules or names decide; false if the place was chosen for its likeness, however clear that is. */
    public boolean isKnown() {
        return certain && similarity == 1;
    }

    Suggestion likelyOnly() {
        return as(false);
    }

    Suggestion as(boolean arrives) {
        return new Suggestion(source, tensors, targets, similarity, gap, next, arrives);
    }
}
