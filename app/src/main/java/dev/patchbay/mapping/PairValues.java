package dev.patchbay.mapping;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.mapping.TensorRecipe.Agreed;
import dev.patchbay.mapping.TensorRecipe.DiagonalBlock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets the values of a file decide what names and shapes leave open: whether a split divides the rank of pairs, and whether a fuse shares their
 * down matrices. What was decided then stands in the rules.
 */
public final class PairValues {

    private PairValues() {}

    /**
     * The rules with {@code pair divide} on splits whose pairs are all zero off the diagonal, and {@code pair share} on fuses whose parts all have
     * the same down matrix. Reads those tensors.
     *
     * @throws IOException if the file cannot be read
     */
    public static RuleSet decide(RuleSet rules, Checkpoint checkpoint, ModuleNames names) throws IOException {
        RuleSet decided = rules;
        int problems = rules.apply(checkpoint.infos(), names).problems().size();
        for (int position = 0; position < rules.entries().size(); position++) {
            Optional<Rule> smaller = smaller(rules.entries().get(position));
            if (smaller.isPresent()) {
                RuleSet candidate = with(decided, position, smaller.get());
                MappingResult result = candidate.apply(checkpoint.infos(), names);
                if (result.problems().size() <= problems && holds(result, position, checkpoint)) {
                    decided = candidate;
                }
            }
        }
        return decided;
    }

    /** The same rule at a smaller rank, if there is one. */
    private static Optional<Rule> smaller(RuleEntry entry) {
        if (!entry.enabled()) {
            return Optional.empty();
        }
        return switch (entry.rule()) {
            case SplitRule split when split.pair() == SplitRule.Pair.SHARE ->
                Optional.of(new SplitRule(split.pattern(), split.dimension(), split.sizes(), split.into(), SplitRule.Pair.DIVIDE));
            case FuseRule fuse when fuse.pair() == FuseRule.Pair.STACK ->
                Optional.of(new FuseRule(fuse.patterns(), fuse.dimension(), fuse.to(), FuseRule.Pair.SHARE));
            default -> Optional.empty();
        };
    }

    private static RuleSet with(RuleSet rules, int position, Rule rule) {
        List<RuleEntry> entries = new ArrayList<>(rules.entries());
        entries.set(position, new RuleEntry(rule));
        return rules.with(entries);
    }

    /** True if the rule made something that depends on values, and all of it can be read. */
    private static boolean holds(MappingResult result, int position, Checkpoint checkpoint) throws IOException {
        boolean any = false;
        for (MappedTensor tensor : result.tensors()) {
            if (tensor.rules().contains(position) && dependsOnValues(tensor.recipe())) {
                any = true;
                try (Arena arena = Arena.ofConfined()) {
                    RecipeData data = new RecipeData(checkpoint, tensor.recipe(), tensor.info());
                    data.read(arena, bytes -> bytes.byteSize());
                } catch (CheckpointException e) {
                    return false;
                }
            }
        }
        return any;
    }

    private static boolean dependsOnValues(TensorRecipe recipe) {
        return recipe instanceof DiagonalBlock || recipe instanceof Agreed || recipe.parts().stream().anyMatch(PairValues::dependsOnValues);
    }
}
