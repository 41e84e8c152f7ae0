package dev.patchbay.inspection.cause;

import dev.patchbay.inspection.check.NameCheck;
import dev.patchbay.inspection.check.StrayCheck;
import dev.patchbay.inspection.problem.CauseCode;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;

/** Which kind of cause a problem is a sign of. */
final class CauseCodes {

    private CauseCodes() {}

    static CauseCode of(Problem problem) {
        return switch (problem.code()) {
            case WRONG_FAMILY -> CauseCode.WRONG_FAMILY;
            case SHAPE_MISMATCH -> CauseCode.WRONG_SIZE;
            case NAME_MISMATCH, AMBIGUOUS_NAME -> ofName(problem);
            case TRANSPOSED, MISSING_HALF, REPEATED_MODULE, DTYPE_MIXED, DORA_AXIS, MAGNITUDE_MISSING,
                    UNSUPPORTED_ALGORITHM -> CauseCode.PARTS;
            case RANK_MISMATCH -> CauseCode.RANK;
            case ALPHA_UNKNOWN, ALPHA_MISMATCH -> CauseCode.ALPHA;
            case LEFTOVER_TENSOR -> CauseCode.LEFTOVERS;
            case ZERO_PRODUCT, NOT_FINITE, NORM_UNUSUAL -> CauseCode.VALUES;
        };
    }

    private static CauseCode ofName(Problem problem) {
        return switch (problem.axis()) {
            case NameCheck.DEPTH -> CauseCode.FEWER_BLOCKS;
            case "layers" -> CauseCode.ABSENT_LAYERS;
            case StrayCheck.SEPARATORS -> CauseCode.STRAY;
            case "container", "prefix", "infix", "metadata" -> CauseCode.WRAPPER;
            case "suffix", "missing" -> CauseCode.PARTS;
            default -> problem.module().isEmpty() && !isMended(problem) ? CauseCode.UNKNOWN_NAMES : CauseCode.NAMING;
        };
    }

    private static boolean isMended(Problem problem) {
        return problem.fixes().stream().anyMatch(QuickFix::certain);
    }
}
