package dev.patchbay.ui.patch.tree;

import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;

/**
 * How a state is displayed: never by colour alone.
 *
 * @param icon its icon
 * @param style style class that gives the colour
 * @param key message key of its word
 */
public record StateSign(Icon icon, String style, String key) {

    public static final String OK = "state-ok";
    public static final String ERROR = "state-error";
    public static final String WARNING = "state-warning";
    public static final String MUTED = "state-muted";
    public static final String INFO = "state-info";

    public static StateSign of(FitState state) {
        return switch (state) {
            case NOT_FINITE -> new StateSign(Icon.NOT_FINITE, ERROR, "ui.state.notFinite");
            case UNMATCHED -> new StateSign(Icon.ERROR, ERROR, "ui.state.unmatched");
            case MISMATCHED -> new StateSign(Icon.WARNING, WARNING, "ui.state.mismatched");
            case UNSUPPORTED -> new StateSign(Icon.UNSUPPORTED, WARNING, "ui.state.unsupported");
            case ZERO -> new StateSign(Icon.ZERO, WARNING, "ui.state.zero");
            case UNUSUAL -> new StateSign(Icon.UNUSUAL, WARNING, "ui.state.unusual");
            case FITS -> new StateSign(Icon.OK, OK, "ui.state.fits");
            case UNCHECKED -> new StateSign(Icon.FREE, MUTED, "ui.state.unchecked");
            case FREE -> new StateSign(Icon.FREE, MUTED, "ui.state.free");
            case DROPPED -> new StateSign(Icon.BLOCKED, MUTED, "ui.state.dropped");
            case LEFTOVER -> new StateSign(Icon.LEFTOVER, MUTED, "ui.state.leftover");
            case FIXED -> new StateSign(Icon.LEFTOVER, MUTED, "ui.state.fixed");
        };
    }

    public static StateSign of(Severity severity) {
        return switch (severity) {
            case ERROR -> new StateSign(Icon.ERROR, ERROR, "ui.severity.error");
            case WARNING -> new StateSign(Icon.WARNING, WARNING, "ui.severity.warning");
            case INFO -> new StateSign(Icon.INFO, INFO, "ui.severity.info");
        };
    }

    public String word() {
        return Texts.of(key);
    }
}
