package dev.patchbay.adapter.effect;

import dev.patchbay.lowrank.Matrix;
import java.io.IOException;

/** The change that one adapter makes to one tensor of the base. A plain value: its values are read when it is opened. */
public sealed interface WeightShare permits LayerShare, DifferenceShare, RowsShare {

    /** The base's tensor, read in blocks of rows. */
    interface Rows {

        int count();

        /** Rows {@code from} (included) to {@code to} (excluded). */
        Matrix block(int from, int to) throws IOException;
    }

    /** The change of a block of rows; thread-safe. */
    @FunctionalInterface
    interface Delta {

        /**
         * @param from index of the first row
         * @param base the base's rows from there on
         */
        Matrix rows(int from, Matrix base);
    }

    /** Reads the adapter's values, and from the base what is needed as a whole, such as norms of columns. */
    Delta open(Rows base) throws IOException;

    /** The same share with its strength multiplied. */
    WeightShare at(double strength);
}
