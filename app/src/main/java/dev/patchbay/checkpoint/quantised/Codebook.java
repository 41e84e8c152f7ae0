package dev.patchbay.checkpoint.quantised;

import java.lang.foreign.MemorySegment;

/** What codes mean, with the companions in memory. Thread-safe. */
@FunctionalInterface
interface Codebook {

    /**
     * The values of a run of elements.
     *
     * @param codes all stored bytes of the weight
     * @param first index of the first element
     */
    float[] values(MemorySegment codes, long first, int count);
}
