package dev.patchbay.mapping;

import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;

/**
 * Restores the dots of a flattened module name: looks the capture <code>{flat}</code> up among the base model's modules and gives the
 * tensor a new name, in which <code>{module}</code> is the module found. If the base has no such module, the tensor passes unchanged.
 *
 * @param component of the base whose modules are searched: {@code text_encoder}; empty for the one that adapters are made for
 */
public record UnflattenRule(KeyPattern pattern, String component, NameTemplate to) implements Rule {

    /** Capture that the pattern must have. */
    static final String FLAT = "flat";

    /** Name that the template may use beside the captures. */
    static final String MODULE = "module";

    @Override
    public String describe() {
        return "unflatten " + pattern + (component.isEmpty() ? "" : " component " + component) + " → " + to;
    }
}
