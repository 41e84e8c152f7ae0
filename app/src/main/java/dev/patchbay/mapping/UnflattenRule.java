package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;

/**
 * Gives matching tensors a new name in which <code>{module}</code> is the module of the base model that is called what the pattern captured
 * as
 * <code>{flat}</code> once its dots are underscores. A name that the base does not have passes unchanged.
 *
 * @param component of the base whose modules are looked through: {@code text_encoder}; empty for the one adapters are made for
 */
public record UnflattenRule(KeyPattern pattern, String component, NameTemplate to) implements Rule {

    /** What the pattern has to capture. */
    static final String FLAT = "flat";

    /** What the template may use beside the captures. */
    static final String MODULE = "module";

    @Override
    public String describe() {
        return "unflatten " + pattern + (component.isEmpty() ? "" : " component " + component) + " → " + to;
    }
}
