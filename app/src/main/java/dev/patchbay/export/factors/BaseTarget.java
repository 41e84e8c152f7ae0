package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A module of a base model that an adapter module changes, under whatever name the base keeps it.
 *
 * @param module of the base
 * @param change shape of the weight that the adapter's module changes: of a fused one with the rows of all its modules, of a piece of a
 *     fused layer with the rows of the piece
 * @param runs which rows of the change are added to which rows of the module's weight, ascending in the latter
 */
public record BaseTarget(ModuleInfo module, Shape change, List<RowsShare.Run> runs) {

    public BaseTarget {
        runs = List.copyOf(runs);
    }

    /** The modules that it changes: one, several that it is fused from, or none. */
    public static List<BaseTarget> of(ModuleLocator base, AdapterModule module) {
        return base.locateByShapes(module.container(), module.component(), module.module(), module.piece(), module.infix())
                .map(location -> location.modules().stream().map(linked -> of(location, linked)).toList())
                .orElse(List.of());
    }

    private static BaseTarget of(ModuleLocation location, LinkedModule linked) {
        List<RowsShare.Run> runs = new ArrayList<>();
        long to = linked.part().map(RowRange::from).orElse(0L);
        for (RowRange rows : linked.rows()) {
            runs.add(new RowsShare.Run(Math.toIntExact(rows.from()), Math.toIntExact(to), Math.toIntExact(rows.size())));
            to += rows.size();
        }
        return new BaseTarget(linked.module(), location.weight(), runs);
    }

    /** True if every row of the change is added to the row of the same number. */
    public boolean isWhole() {
        return module.weight().equals(change) && runs.size() <= 1;
    }
}
