package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.tensor.Shape;
import java.util.Optional;

/**
 * The shapes of a pair and their two readings: straight, {@code [r, in]} and {@code [out, r]}, or turned (transposed), {@code [in, r]} and
 * {@code [r, out]}.
 */
record PairShapes(AdapterModule module, Shape down, Shape up) {

    /** @param module a pair */
    static PairShapes of(AdapterModule module) {
        return new PairShapes(module, module.down().orElseThrow().info().shape(), module.up().orElseThrow().info().shape());
    }

    /** True for a linear layer; only those are ever stored transposed. */
    boolean isFlat() {
        return down.dimensions() == 2 && up.dimensions() == 2;
    }

    /** Rows of down: the rank in the straight reading. */
    long rows() {
        return size(down, 0);
    }

    /** Columns of down: the rank in the turned reading. */
    long columns() {
        return size(down, 1);
    }

    private static long size(Shape shape, int dimension) {
        return shape.dimensions() > dimension ? shape.size(dimension) : 0;
    }

    boolean canBeStraight() {
        return rows() == size(up, 1);
    }

    boolean canBeTurned() {
        return isFlat() && columns() == up.size(0);
    }

    /** True if the rank is at most the layer's size in the straight reading only. */
    boolean looksStraight() {
        return isLowRankStraight() && !isLowRankTurned();
    }

    /** True if the rank is at most the layer's size in the turned reading only. */
    boolean looksTurned() {
        return isLowRankTurned() && !isLowRankStraight();
    }

    private boolean isLowRankStraight() {
        return canBeStraight() && (!isFlat() || rows() <= Math.min(columns(), up.size(0)));
    }

    private boolean isLowRankTurned() {
        return canBeTurned() && columns() <= Math.min(rows(), up.size(1));
    }

    boolean fitsStraight(Shape weight) {
        return canBeStraight() && size(up, 0) == weight.size(0) && columns() == weight.size(1);
    }

    boolean fitsTurned(Shape weight) {
        return canBeTurned() && up.size(1) == weight.size(0) && rows() == weight.size(1) && weight.dimensions() == 2;
    }

    Optional<Long> declared(Declarations declarations) {
        return declarations.forComponent(module.component())
                .map(declared -> declared.config().rank(module.module()))
                .flatMap(rank -> rank.isPresent() ? Optional.of(rank.getAsLong()) : Optional.empty());
    }
}
