package dev.patchbay.part;

import dev.patchbay.tensor.Shape;
import java.util.OptionalInt;

/**
 * Which dimensions of a layer's weight {@code [out, in, …]} a part has, so that a split of the weight can be carried over to its parts. For
 * {@code up · down} with {@code up [out, r]} and {@code down [r, in]}: a cut of the weight's rows cuts the rows of up, and every piece
 * shares down.
 */
public enum Extent {
    /**
     * The weight's own: a difference, a bias, a magnitude; also the first factor of a Kronecker product, one row of which stands for a run
     * of the weight's rows.
     */
    WEIGHT,
    /** {@code [out, r, …]}. */
    ROWS,
    /** {@code [r, in, …]}. */
    COLUMNS,
    /** {@code [r, out]}. */
    TURNED_ROWS,
    /** {@code [in, r]}. */
    TURNED_COLUMNS,
    /** None: it belongs to every row and every column. */
    NONE;

    /**
     * The part's own dimension that runs along one of the weight.
     *
     * @param dimension of the weight, 0 for its rows
     * @param shape of the part; a vector is treated as having the weight's own dimensions
     * @return empty if all pieces that the weight is cut into along {@code dimension} have the part in common
     */
    public OptionalInt along(int dimension, Shape shape) {
        boolean asWeight = this == WEIGHT || this != NONE && shape.dimensions() < 2;
        if (asWeight) {
            return OptionalInt.of(dimension);
        }
        return switch (this) {
            case ROWS -> dimension == 0 ? OptionalInt.of(0) : OptionalInt.empty();
            case COLUMNS -> dimension == 0 ? OptionalInt.empty() : OptionalInt.of(dimension);
            case TURNED_ROWS -> dimension == 0 ? OptionalInt.of(1) : OptionalInt.empty();
            case TURNED_COLUMNS -> dimension == 1 ? OptionalInt.of(0) : OptionalInt.empty();
            case WEIGHT, NONE -> OptionalInt.empty();
        };
    }

    /** The part's dimension of size r; empty for a part without one. */
    public OptionalInt rankDimension() {
        return switch (this) {
            case ROWS, TURNED_COLUMNS -> OptionalInt.of(1);
            case COLUMNS, TURNED_ROWS -> OptionalInt.of(0);
            case WEIGHT, NONE -> OptionalInt.empty();
        };
    }

    /** With rows and columns exchanged. */
    Extent turned() {
        return switch (this) {
            case ROWS -> TURNED_ROWS;
            case COLUMNS -> TURNED_COLUMNS;
            case TURNED_ROWS -> ROWS;
            case TURNED_COLUMNS -> COLUMNS;
            case WEIGHT, NONE -> this;
        };
    }
}
