package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;

/**
 * Gives matching tensors a new name made from what the pattern captured.
 *
 * @param to names captures in braces, with arithmetic on {@code int} ones: {@code blocks.{i+1}.{rest}}
 */
public record RenameRule(KeyPattern pattern, NameTemplate to) implements Rule {

    @Override
    public String describe() {
        return "rename " + pattern + " → " + to;
    }
}
