package dev.patchbay.ui.patch;

import dev.patchbay.inspection.Severity;
import dev.patchbay.inspection.TensorState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;

/**
 * How a state is shown: never by colour alone.
 *
 * @param icon its sign
 * @param style class of the style sheet that gives the colour
 * @param key of its word
 */
record StateSign(Icon icon, String style, String key) {

    static final String OK = "state-ok";
    static final String ERROR = "state-error";
    static final String WARNING = "state-warning";
    static final String MUTED = "state-muted";
    static final String INFO = "state-info";

    /** Part of the adapter, while there is no base to hold it against. */
    static final StateSign UNCHECKED = new StateSign(Icon.FREE, MUTED, "ui.state.unchecked");

    static StateSign of(TensorState state) {
        return switch (state) {
            case MAPPED -> new StateSign(Icon.OK, OK, "ui.state.mapped");
            case UNMATCHED -> new StateSign(Icon.ERROR, ERROR, "ui.state.unmatched");
            case MISMATCHED -> new StateSign(Icon.WARNING, WARNING, "ui.state.mismatched");
            case DROPPED -> new StateSign(Icon.BLOCKED, MUTED, "ui.state.dropped");
            case LEFTOVER -> new StateSign(Icon.LEFTOVER, MUTED, "ui.state.leftover");
        };
    }

    static StateSign of(ReachState state) {
        return switch (state) {
            case REACHED -> new StateSign(Icon.OK, OK, "ui.reach.reached");
            case CONFLICT -> new StateSign(Icon.WARNING, WARNING, "ui.reach.conflict");
            case FREE -> new StateSign(Icon.FREE, MUTED, "ui.reach.free");
            case FIXED -> new StateSign(Icon.LEFTOVER, MUTED, "ui.reach.fixed");
        };
    }

    static StateSign of(Severity severity) {
        return switch (severity) {
            case ERROR -> new StateSign(Icon.ERROR, ERROR, "ui.severity.error");
            case WARNING -> new StateSign(Icon.WARNING, WARNING, "ui.severity.warning");
            case INFO -> new StateSign(Icon.INFO, INFO, "ui.severity.info");
        };
    }

    String word() {
        return Texts.of(key);
    }
}
