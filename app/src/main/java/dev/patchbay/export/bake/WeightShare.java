package dev.patchbay.export.bake;

import dev.patchbay.lowrank.Matrix;
import java.io.IOException;

/** What one adapter does to one tensor of the base. */
public interface WeightShare {

    /** The base's tensor, a block of rows at a time. */
    interface Rows {

        int count();

        /** Rows {@code from} (included) to {@code to}. */
        Matrix block(int from, int to) throws IOException;
    }

    /** What is added to a block of rows; may be asked from several threads. */
    @FunctionalInterface
    interface Delta {

        /** @param base the rows of the base from {@code from} on */
        Matrix rows(int from, Matrix base);
    }

    /** Reads the values of the adapter, and of the base what has to be known of all of it. */
    Delta open(Rows base) throws IOException;
}
