package dev.patchbay.ui.patch.connect;

import dev.patchbay.ui.patch.tree.NameNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Connections that run between the same two visible rows, drawn as one line.
 *
 * @param from visible row on the left: the tensor's own, or the closed branch it is in
 * @param to visible row on the right
 * @param count how many connections it stands for
 * @param fits false if something stands against any of them
 */
public record Cable(NameNode from, NameNode to, int count, boolean fits) {

    /**
     * Merges connections.
     *
     * @param visibleFrom the visible row that stands for a row of the left tree
     * @param visibleTo likewise on the right
     */
    static List<Cable> merge(List<Connection> connections, UnaryOperator<NameNode> visibleFrom, UnaryOperator<NameNode> visibleTo) {
        Map<Ends, Cable> cables = new LinkedHashMap<>();
        for (Connection connection : connections) {
            Ends ends = new Ends(visibleFrom.apply(connection.from()), visibleTo.apply(connection.to()));
            cables.merge(ends, new Cable(ends.from(), ends.to(), 1, connection.fits()), Cable::with);
        }
        return new ArrayList<>(cables.values());
    }

    private Cable with(Cable other) {
        return new Cable(from, to, count + other.count, fits && other.fits);
    }

    private record Ends(NameNode from, NameNode to) {}
}
