package dev.patchbay.ui.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Left-out tensors that begin alike.
 *
 * @param prefix the first segments of their names, or the whole name of a single one
 */
public record DroppedGroup(String prefix, int count) {

    private static final int SEGMENTS = 2;

    /** Groups by the first segments, largest first. */
    static List<DroppedGroup> of(List<String> names) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        names.forEach(name -> groups.computeIfAbsent(prefix(name), key -> new ArrayList<>()).add(name));
        return groups.entrySet().stream()
                .map(group -> group.getValue().size() == 1
                        ? new DroppedGroup(group.getValue().getFirst(), 1)
                        : new DroppedGroup(group.getKey() + ".…", group.getValue().size()))
                .sorted(Comparator.comparingInt(DroppedGroup::count).reversed())
                .toList();
    }

    private static String prefix(String name) {
        int end = -1;
        for (int i = 0; i < SEGMENTS; i++) {
            int dot = name.indexOf('.', end + 1);
            if (dot < 0) {
                break;
            }
            end = dot;
        }
        return end < 0 ? name : name.substring(0, end);
    }
}
