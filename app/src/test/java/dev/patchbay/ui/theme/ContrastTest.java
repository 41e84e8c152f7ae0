package dev.patchbay.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.resource.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts stand out from what is behind them as WCAG 2.2 asks at level AA, computed from the style sheets of both themes. */
class ContrastTest {

    /** For texts of ordinary size. */
    private static final double AA = 4.5;
    private static final Pattern COLOUR = Pattern.compile("(-color-[a-z0-9-]+):\\s*([^;]+);");
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)\\}");
    private static final Pattern FILL = Pattern.compile("-fx-text-fill:\\s*(-color-[a-z0-9-]+)");
    private static final Pattern BACKGROUND = Pattern.compile("-fx-background-color:\\s*(-color-[a-z0-9-]+)\\s*;");

    /** For signs. */
    private static final double SIGN = 3;

    /** The signs in the heat strip stand on the colours of its cells, which are set by code. */
    private static final String HEAT_SIGN = ".heat-sign";
    private static final List<String> HEAT = List.of(
            "-color-success-emphasis", "-color-warning-fg", "-color-danger-emphasis", "-color-accent-emphasis");

    /** What texts stand on that are not in a box of their own. */
    private static final List<String> GROUNDS = List.of("-color-bg-default", "-color-bg-subtle", "-color-bg-overlay");

    private static Map<String, Color> theme(String name) throws IOException {
        Map<String, Color> colours = new HashMap<>();
        try (InputStream sheet = atlantafx.base.theme.Theme.class.getResourceAsStream("/atlantafx/base/theme/" + name + ".css")) {
            String css = new String(Objects.requireNonNull(sheet).readAllBytes(), StandardCharsets.UTF_8);
            Matcher found = COLOUR.matcher(css.substring(0, css.indexOf('}')));
            while (found.find()) {
                colours.put(found.group(1), Color.web(found.group(2).strip()));
            }
        }
        return colours;
    }

    /** Each text colour of Patchbay's sheets with the background that it stands on. */
    private static List<List<String>> pairs() {
        List<List<String>> pairs = new ArrayList<>();
        for (String sheet : List.of("patchbay", "preview", "exportview", "notice", "player")) {
            Matcher rule = RULE.matcher(Resources.text(ContrastTest.class, "/dev/patchbay/theme/" + sheet + ".css"));
            while (rule.find()) {
                Matcher fill = FILL.matcher(rule.group(2));
                Matcher background = BACKGROUND.matcher(rule.group(2));
                if (fill.find()) {
                    boolean heat = rule.group(1).strip().equals(HEAT_SIGN);
                    List<String> grounds = background.find() ? List.of(background.group(1)) : heat ? HEAT : GROUNDS;
                    grounds.forEach(ground -> pairs.add(List.of(fill.group(1), ground, rule.group(1).strip())));
                }
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @ValueSource(strings = {"primer-light", "primer-dark"})
    void everyTextStandsOut(String name) throws IOException {
        Map<String, Color> theme = theme(name);
        List<List<String>> pairs = pairs();
        assertThat(pairs).hasSizeGreaterThan(10);
        List<String> weak = new ArrayList<>();
        for (List<String> pair : pairs) {
            Color ground = over(Objects.requireNonNull(theme.get(pair.get(1)), pair.get(1)), theme.get("-color-bg-default"));
            Color text = over(Objects.requireNonNull(theme.get(pair.get(0)), pair.get(0)), ground);
            double contrast = contrast(text, ground);
            if (contrast < (pair.get(2).equals(HEAT_SIGN) ? SIGN : AA)) {
                weak.add("%s: %s on %s, %.2f".formatted(pair.get(2), pair.get(0), pair.get(1), contrast));
            }
        }
        assertThat(weak).isEmpty();
    }

    private static Color over(Color colour, Color ground) {
        double alpha = colour.getOpacity();
        return Color.color(
                colour.getRed() * alpha + ground.getRed() * (1 - alpha), colour.getGreen() * alpha + ground.getGreen() * (1 - alpha),
                colour.getBlue() * alpha + ground.getBlue() * (1 - alpha));
    }

    private static double contrast(Color one, Color other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen()) + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
