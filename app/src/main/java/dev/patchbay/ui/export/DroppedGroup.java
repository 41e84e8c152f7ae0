package dev.patchbay.ui.export;

import dev.patchbay.part.LeftoverKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors of one kind that are not exported.
 *
 * @param example name of one of them
 */
public record DroppedGroup(LeftoverKind kind, int count, String example) {

    /** Groups by kind, largest first. */
    static List<DroppedGroup> of(List<String> names) {
        Map<LeftoverKind, List<String>> groups = new EnumMap<>(LeftoverKind.class);
        names.forEach(name -> groups.computeIfAbsent(LeftoverKind.of(name), kind -> new ArrayList<>()).add(name));
        return groups.entrySet().stream()
                .map(group -> new DroppedGroup(group.getKey(), group.getValue().size(), group.getValue().getFirst()))
                .sorted(Comparator.comparingInt(DroppedGroup::count).reversed())
                .toList();
    }
}
