package dev.patchbay.ui.shell.verdict;

import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Icon;

/** Icon and style class of a verdict; a word goes with them, so that colour is never the only cue. */
record VerdictSign(Icon icon, String style) {

    static VerdictSign of(Verdict.Outcome outcome) {
        return switch (outcome) {
            case APPLIES -> new VerdictSign(Icon.OK, "state-ok");
            case PARTIAL -> new VerdictSign(Icon.WARNING, "state-warning");
            case IGNORED, EMPTY -> new VerdictSign(Icon.BLOCKED, "state-error");
            case RUINS, RAISES -> new VerdictSign(Icon.ERROR, "state-error");
            case UNKNOWN -> new VerdictSign(Icon.UNSUPPORTED, "state-muted");
        };
    }

    static VerdictSign of(ExportedVerdict export) {
        return export.verdict().map(verdict -> of(verdict.outcome())).orElseGet(() -> new VerdictSign(Icon.BLOCKED, "state-error"));
    }

    /** In a word or two; "no export" where nothing can be written. */
    static Message word(ExportedVerdict export) {
        return export.verdict().map(VerdictSign::word).orElseGet(() -> Message.of("ui.verdict.refused"));
    }

    /** In a word or two: "160 of 240 apply". */
    static Message word(Verdict verdict) {
        return switch (verdict.outcome()) {
            case APPLIES -> Message.of("ui.verdict.applies");
            case PARTIAL -> Message.of("ui.verdict.partial", verdict.applied(), verdict.of());
            case IGNORED -> Message.of("ui.verdict.ignored");
            case EMPTY -> Message.of("ui.verdict.empty");
            case RUINS -> Message.of("ui.verdict.ruins");
            case RAISES -> Message.of("ui.verdict.raises");
            case UNKNOWN -> Message.of("ui.verdict.unknown");
        };
    }
}
