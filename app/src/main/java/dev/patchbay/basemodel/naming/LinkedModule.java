package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleInfo;
import java.util.List;

/**
 * A module of the base and the rows of a foreign module's weight that are its own.
 *
 * @param module of the base
 * @param rows in the order in which they make the module's rows; one range for all rows where both are the same module
 */
public record LinkedModule(ModuleInfo module, List<RowRange> rows) {

    public LinkedModule {
        rows = List.copyOf(rows);
    }
}
