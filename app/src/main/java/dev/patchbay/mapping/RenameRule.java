package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;

/**
 * Gives matching tensors a new name made of the captures.
 *
 * @param to template with captures in braces, and sums of {@code int} ones: {@code blocks.{i+1}.{rest}}
 */
public record RenameRule(KeyPattern pattern, NameTemplate to) implements Rule {

    @Override
    public String describe() {
        return "rename " + pattern + " → " + to;
    }
}
