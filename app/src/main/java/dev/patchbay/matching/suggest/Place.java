package dev.patchbay.matching.suggest;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.matching.names.ModuleIndex.ModuleAddress;
import java.util.List;
import java.util.Optional;

/**
 * A module of the base, or some of its rows.
 *
 * @param component of the base
 * @param rows that are meant where the base keeps several layers as one; empty for all
 */
public record Place(String component, ModuleInfo module, Optional<RowRange> rows) {

    static List<Place> of(ModuleLocation location) {
        return location.modules().stream().map(linked -> new Place(location.component(), linked.module(), linked.part())).toList();
    }

    static Place of(ModuleAddress address) {
        return new Place(address.component(), address.module(), Optional.empty());
    }

    /** {@code transformer.layers.0.attention.qkv}. */
    public String address() {
        return component + "." + module.name();
    }
}
