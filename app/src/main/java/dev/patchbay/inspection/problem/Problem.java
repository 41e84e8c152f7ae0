package dev.patchbay.inspection.problem;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * One problem, for all blocks that have it.
 *
 * @param axis what differs: {@code namespace}, {@code prefix}, {@code rank}, {@code width}, {@code fusion}, {@code alpha},
 *     {@code leftover}, …
 * @param tensors stored names it concerns, in the order of the file; the first stands for all
 * @param module base module it concerns, empty if none
 * @param expected what the base, the loader or the person expects
 * @param found what the file has
 * @param message a sentence a beginner understands
 * @param fixes best first
 */
public record Problem(
        ProblemCode code,
        Severity severity,
        String axis,
        List<String> tensors,
        String module,
        String expected,
        String found,
        Message message,
        List<QuickFix> fixes) {

    public Problem {
        tensors = List.copyOf(tensors);
        fixes = List.copyOf(fixes);
    }

    /** The best of the fixes that are certain. */
    public Optional<QuickFix> certainFix() {
        return fixes.stream().filter(QuickFix::certain).findFirst();
    }

    /** One that concerns no tensor, with nothing to compare and no fix, until that is added. */
    public static Problem of(ProblemCode code, Severity severity, String axis, Message message) {
        return new Problem(code, severity, axis, List.of(), "", "", "", message, List.of());
    }

    /** The same problem of these tensors of that module. */
    public Problem at(List<String> tensors, String module) {
        return new Problem(code, severity, axis, tensors, module, expected, found, message, fixes);
    }

    /** The same problem with what is expected and what there is instead; unchanged where both read the same. */
    public Problem differing(String expected, String found) {
        return expected.equals(found) ? this : new Problem(code, severity, axis, tensors, module, expected, found, message, fixes);
    }

    /** The same problem with what would help, best first. */
    public Problem withFixes(List<QuickFix> fixes) {
        return new Problem(code, severity, axis, tensors, module, expected, found, message, fixes);
    }
}
