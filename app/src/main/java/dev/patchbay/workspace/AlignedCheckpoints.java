package dev.patchbay.workspace;

import dev.patchbay.comparison.ComparedCheckpoint;
import dev.patchbay.inspection.values.ResumedRun;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Two files under names by which their tensors can be compared.
 *
 * @param rules those of the left file that were used; empty where names were left as they are
 */
public record AlignedCheckpoints(ComparedCheckpoint left, ComparedCheckpoint right, RuleSet rules) {

    /** How tensors of two files find each other. */
    public enum Alignment {
        /** By name; through rules only where that leaves the files without a name in common. */
        AUTOMATIC,
        /** By name as stored. */
        NAMES,
        /** Both through the rules that lead to diffusers' names. */
        RULES
    }

    /**
     * @param one the earlier file
     * @param other the later file
     * @throws IOException if an alpha tensor cannot be read
     */
    public static AlignedCheckpoints of(Analyzer one, Analyzer other, Alignment wanted) throws IOException {
        AlignedCheckpoints named = new AlignedCheckpoints(
                ComparedCheckpoint.of(one.checkpoint()), ComparedCheckpoint.of(other.checkpoint()), RuleSet.EMPTY);
        if (wanted == Alignment.NAMES || (wanted == Alignment.AUTOMATIC && named.shared() > 0)) {
            return named;
        }
        RuleSet own = ComparedCheckpoint.rules(one.search(), other.checkpoint());
        if (!own.entries().isEmpty()) {
            return new AlignedCheckpoints(mapped(one, own), named.right(), own);
        }
        RuleSet rules = ConversionRules.ofAdapter(one).rules();
        RuleSet others = ConversionRules.ofAdapter(other).rules();
        AlignedCheckpoints canonical = new AlignedCheckpoints(mapped(one, rules), mapped(other, others), rules);
        return canonical.shared() > named.shared() ? canonical : named;
    }

    private static ComparedCheckpoint mapped(Analyzer file, RuleSet rules) throws IOException {
        Analysis mapped = file.map(rules);
        return new ComparedCheckpoint(file.checkpoint(), mapped.mapping(), mapped.adapter());
    }

    /**
     * Whether the right file goes on from the left one; empty unless both are adapters. Reads both.
     *
     * @throws IOException if values cannot be read
     */
    public Optional<ResumedRun> run(Progress progress, Cancellation cancellation) throws IOException {
        return left.adapter().modules().isEmpty() || right.adapter().modules().isEmpty()
                ? Optional.empty()
                : Optional.of(ResumedRun.compare(
                        left.checkpoint(), left.adapter(), right.checkpoint(), right.adapter(), progress, cancellation));
    }

    /** Number of names that both have. */
    public int shared() {
        Set<String> names = new HashSet<>();
        left.mapping().tensors().stream().map(MappedTensor::name).forEach(names::add);
        return (int) right.mapping().tensors().stream().map(MappedTensor::name).filter(names::contains).count();
    }
}
