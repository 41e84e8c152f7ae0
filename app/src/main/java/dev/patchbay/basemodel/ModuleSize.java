package dev.patchbay.basemodel;

import java.util.OptionalLong;

/**
 * What an adapter says of a module it changes.
 *
 * @param name inside its component, or flattened with underscores
 * @param in columns of its down matrix, if there is one
 * @param out rows of its up matrix, if there is one
 */
public record ModuleSize(String name, OptionalLong in, OptionalLong out) {

    boolean fits(ModuleInfo module) {
        return module.adaptable()
                && (in.isEmpty() || in.getAsLong() == module.weight().size(1))
                && (out.isEmpty() || out.getAsLong() == module.weight().size(0));
    }
}
