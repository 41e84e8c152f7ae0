package dev.patchbay.fuzz;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Three lines: a pattern, a template, a name. */
public final class PatternFuzz {

    private PatternFuzz() {}

    public static void fuzzerTestOneInput(byte[] lines) {
        String[] text = new String(lines, StandardCharsets.UTF_8).split("\n", 3);
        try {
            KeyPattern pattern = KeyPattern.parse(text[0]);
            NameTemplate template = NameTemplate.parse(text.length > 1 ? text[1] : "");
            String name = text.length > 2 ? text[2] : "";
            Optional<Map<String, String>> captures = pattern.match(name);
            if (captures.isPresent() != pattern.matches(name)) {
                throw new AssertionError("match and matches disagree");
            }
            if (captures.isPresent()
                    && pattern.captures().containsAll(template.captures())
                    && pattern.numbers().containsAll(template.numbers())) {
                fill(template, captures.get());
            }
        } catch (RuleSyntaxException e) {
            // A sentence is what a person needs.
        }
    }

    private static void fill(NameTemplate template, Map<String, String> captures) {
        try {
            template.fill(captures);
        } catch (ArithmeticException e) {
            // Declared: a sum may be negative or too large.
        }
    }
}
