package dev.patchbay.tensor;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Reads the bytes of a tensor. */
@FunctionalInterface
public interface BytesReader<T> {

    T read(MemorySegment bytes) throws IOException;
}
