package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleInfo;
import java.util.List;
import java.util.Optional;

/**
 * A module of the base and the rows of a foreign module's weight that are its own.
 *
 * @param module of the base
 * @param rows in the order in which they make the module's rows; one range for all rows where both are the same module
 * @param part rows of the base module's weight that the foreign module is: {@code to_k} on a base that keeps {@code qkv}; empty for all
 */
public record LinkedModule(ModuleInfo module, List<RowRange> rows, Optional<RowRange> part) {

    public LinkedModule {
        rows = List.copyOf(rows);
    }

    /** The whole module. */
    public LinkedModule(ModuleInfo module, List<RowRange> rows) {
        this(module, rows, Optional.empty());
    }
}
