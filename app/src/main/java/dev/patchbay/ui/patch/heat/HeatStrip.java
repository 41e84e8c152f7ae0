package dev.patchbay.ui.patch.heat;

import dev.patchbay.ui.patch.tree.FitState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The adapter as a grid: a column for each block, a row for each target module. Positions without a module are empty, since blocks may
 * differ.
 *
 * @param blocks in the order of the base
 * @param targets in the order of the base
 * @param cells by position
 * @param counts number of cells in each state that occurs, worst first
 * @param mostRank greatest rank
 * @param mostNorm greatest norm; 0 until values were read
 */
public record HeatStrip(
        List<Block> blocks,
        List<String> targets,
        Map<Position, HeatCell> cells,
        Map<FitState, Integer> counts,
        long mostRank,
        double mostNorm) {

    static final HeatStrip EMPTY = new HeatStrip(List.of(), List.of(), Map.of(), Map.of(), 0, 0);

    /**
     * A column.
     *
     * @param group list of blocks it belongs to; empty for modules outside any block
     * @param name {@code transformer_blocks.3}
     * @param label inside the group
     */
    public record Block(String group, String name, String label) {}

    /** Position of a cell: column and row, from 0. */
    public record Position(int block, int target) {}

    public boolean isEmpty() {
        return cells.isEmpty();
    }

    public Optional<HeatCell> cell(Position place) {
        return Optional.ofNullable(cells.get(place));
    }

    /** Fill of a cell, 0 to 1; empty if there is nothing to measure. */
    Optional<Double> share(HeatCell cell, HeatMeasure measure) {
        return switch (measure) {
            case STATE -> Optional.of(1.0);
            case RANK -> cell.rank() == 0 ? Optional.empty() : Optional.of((double) cell.rank() / mostRank);
            case NORM -> cell.norm().isEmpty() ? Optional.empty() : Optional.of(mostNorm == 0 ? 0 : cell.norm().getAsDouble() / mostNorm);
        };
    }
}
