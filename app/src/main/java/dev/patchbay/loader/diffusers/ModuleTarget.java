package dev.patchbay.loader.diffusers;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the pair of a module goes.
 *
 * @param module the whole name of the module
 * @param targets names of modules, with groups as {@code $1}; several share A and split the rows of B
 */
record ModuleTarget(Pattern module, List<String> targets, RowSplit split) {

    ModuleTarget {
        targets = List.copyOf(targets);
    }
}
