package dev.patchbay.ui.theme;

import dev.patchbay.resource.Resources;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A style sheet whose sizes of fonts and rows are larger or smaller than they stand there; all else is as it is. */
final class ScaledSheet {

    private static final Pattern SIZE = Pattern.compile(
            "(-fx-(?:font-size|icon-size|fixed-cell-size|cell-size|size|min-height|max-height): *)([0-9.]+)(?:px)?;");

    private ScaledSheet() {}

    /** The address of the sheet in this size: that of the resource for 100, else one that holds the text itself. */
    static String of(String resource, int percent) {
        if (percent == 100) {
            return Objects.requireNonNull(ScaledSheet.class.getResource(resource), resource).toExternalForm();
        }
        byte[] css = scaled(Resources.text(ScaledSheet.class, resource), percent).getBytes(StandardCharsets.UTF_8);
        return "data:text/css;charset=utf-8;base64," + Base64.getEncoder().encodeToString(css);
    }

    static String scaled(String css, int percent) {
        Matcher sizes = SIZE.matcher(css);
        return sizes.replaceAll(size ->
                size.group(1) + String.format(Locale.ROOT, "%.1fpx;", Double.parseDouble(size.group(2)) * percent / 100));
    }
}
