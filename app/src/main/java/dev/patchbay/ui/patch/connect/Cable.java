package dev.patchbay.ui.patch.connect;

import dev.patchbay.ui.patch.tree.NameNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Connections between the same two visible rows, drawn as one line.
 *
 * @param from visible row on the left: the row of the tensor, or the collapsed branch that contains it
 * @param to visible row on the right
 * @param count number of connections
 * @param fits false if any of them has a problem
 */
public record Cable(NameNode from, NameNode to, int count, boolean fits) {

    /**
     * Merges connections.
     *
     * @param visibleFrom maps a row of the left tree to the visible row that represents it
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
