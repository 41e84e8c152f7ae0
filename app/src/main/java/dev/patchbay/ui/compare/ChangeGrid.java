package dev.patchbay.ui.compare;

import dev.patchbay.part.AdapterKey;
import dev.patchbay.tensor.name.BlockName;
import dev.patchbay.tensor.name.NaturalOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Differences by blocks: a column for each block, a row for each module inside it.
 *
 * @param blocks full names, in natural order; the empty one holds modules outside any block
 * @param targets names inside a block, in natural order
 * @param cells by column and row; positions without a module are empty
 */
public record ChangeGrid(List<String> blocks, List<String> targets, Map<Position, Cell> cells) {

    static final ChangeGrid EMPTY = new ChangeGrid(List.of(), List.of(), Map.of());

    /** Column and row, from 0. */
    public record Position(int block, int target) {}

    /**
     * The tensors of one module.
     *
     * @param first name of the most different one
     * @param kind of that one
     * @param relative its ‖Δ‖ / ‖left‖
     * @param tensors how many there are
     */
    public record Cell(String first, ChangeKind kind, double relative, int tensors) {

        private Cell and(CompareRow row) {
            boolean worse = row.kind().compareTo(kind) < 0 || (row.kind() == kind && row.relative() > relative);
            return worse
                    ? new Cell(row.name(), row.kind(), row.relative(), tensors + 1)
                    : new Cell(first, kind, relative, tensors + 1);
        }
    }

    private record Place(String block, String target) {}

    static ChangeGrid of(List<CompareRow> rows) {
        Map<Place, Cell> found = new HashMap<>();
        for (CompareRow row : rows) {
            BlockName name = BlockName.of(module(row.name()));
            found.compute(new Place(name.block(), name.target()), (place, cell) -> cell == null
                    ? new Cell(row.name(), row.kind(), row.relative(), 1)
                    : cell.and(row));
        }
        List<String> blocks = sorted(found.keySet().stream().map(Place::block).toList());
        List<String> targets = sorted(found.keySet().stream().map(Place::target).toList());
        Map<String, Integer> columns = positions(blocks);
        Map<String, Integer> lines = positions(targets);
        Map<Position, Cell> cells = HashMap.newHashMap(found.size());
        found.forEach((place, cell) -> cells.put(
                new Position(columns.getOrDefault(place.block(), 0), lines.getOrDefault(place.target(), 0)), cell));
        return new ChangeGrid(blocks, targets, cells);
    }

    Optional<Cell> cell(Position at) {
        return Optional.ofNullable(cells.get(at));
    }

    /** The module that a tensor is part of: by the spellings of adapters, else all but the last segment. */
    private static String module(String tensor) {
        return AdapterKey.parse(tensor)
                .map(AdapterKey::module)
                .orElseGet(() -> tensor.lastIndexOf('.') < 0 ? tensor : tensor.substring(0, tensor.lastIndexOf('.')));
    }

    private static List<String> sorted(List<String> names) {
        TreeSet<String> sorted = new TreeSet<>(NaturalOrder.OF_NAMES);
        sorted.addAll(names);
        return new ArrayList<>(sorted);
    }

    private static Map<String, Integer> positions(List<String> names) {
        Map<String, Integer> positions = HashMap.newHashMap(names.size());
        names.forEach(name -> positions.put(name, positions.size()));
        return positions;
    }
}
