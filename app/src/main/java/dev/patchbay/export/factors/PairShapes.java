package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.tensor.Shape;
import java.util.Optional;

/**
 * The shapes of a pair, and which way they can be read: straight as {@code [r, in]} and {@code [out, r]}, turned as {@code [in, r]} and
 * {@code [r, out]}.
 */
record PairShapes(AdapterModule module, Shape down, Shape up) {

    /** @param module a pair */
    static PairShapes of(AdapterModule module) {
        return new PairShapes(module, module.down().orElseThrow().info().shape(), module.up().orElseThrow().info().shape());
    }

    /** True for a linear layer: only those can lie the other way round. */
    boolean isFlat() {
        return down.dimensions() == 2 && up.dimensions() == 2;
    }

    /** Of down: the rank, if it is read straight. */
    long rows() {
        return size(down, 0);
    }

    /** Of down: the rank, if it is read turned. */
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

    /** True if the rank is no larger than the layer when it is read straight, and is when turned. */
    boolean looksStraight() {
        return isLowRankStraight() && !isLowRankTurned();
    }

    /** True if the rank is no larger than the layer when it is read turned, and is when straight. */
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
