package dev.patchbay.mapping.recipe;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Intermediate values of a recipe. Operations that only move elements move bytes and need not know the type.
 *
 * @param bytes row-major; may be a slice of the mapped file
 */
record Values(DType dtype, Shape shape, MemorySegment bytes) {

    /** Rows and columns that are transposed together, so that source and target stay in the processor's cache. */
    private static final long TILE = 64;

    /** Elements that are compared with zero at a time. */
    private static final int CHUNK = 1 << 16;

    /** Product of the sizes before the dimension. */
    private static long outer(Shape shape, int dimension) {
        long outer = 1;
        for (int i = 0; i < dimension; i++) {
            outer = Math.multiplyExact(outer, shape.size(i));
        }
        return outer;
    }

    /** Bytes of {@code dimension} and all dimensions after it. */
    private long run(int dimension) {
        long outer = outer(shape, dimension);
        return outer == 0 ? 0 : bytes.byteSize() / outer;
    }

    /** A slice of the same bytes if they are contiguous, else a copy in {@code arena}. */
    Values slice(int dimension, long from, long size, Arena arena) {
        Shape piece = shape.with(dimension, size);
        long outer = outer(shape, dimension);
        long step = run(dimension);
        long skip = shape.size(dimension) == 0 ? 0 : step / shape.size(dimension) * from;
        long length = outer == 0 ? 0 : dtype.byteSize(piece.elements()) / outer;
        if (outer == 1) {
            return new Values(dtype, piece, bytes.asSlice(skip, length));
        }
        MemorySegment copy = arena.allocate(outer * length, Long.BYTES);
        for (long i = 0; i < outer; i++) {
            MemorySegment.copy(bytes, i * step + skip, copy, i * length, length);
        }
        return new Values(dtype, piece, copy);
    }

    /** Concatenates parts of one dtype. */
    static Values concat(List<Values> parts, int dimension, Arena arena) {
        Values first = parts.getFirst();
        long size = parts.stream().mapToLong(part -> part.shape().size(dimension)).reduce(0, Math::addExact);
        Shape whole = first.shape().with(dimension, size);
        MemorySegment copy = arena.allocate(first.dtype().byteSize(whole.elements()), Long.BYTES);
        long outer = outer(whole, dimension);
        long at = 0;
        for (long i = 0; i < outer; i++) {
            for (Values part : parts) {
                long run = part.run(dimension);
                MemorySegment.copy(part.bytes(), i * run, copy, at, run);
                at += run;
            }
        }
        return new Values(first.dtype(), whole, copy);
    }

    /** Parts of one dtype as the blocks of a block-diagonal tensor. */
    static Values diagonal(List<Values> parts, Arena arena) {
        Values first = parts.getFirst();
        long rows = parts.stream().mapToLong(part -> part.shape().size(0)).reduce(0, Math::addExact);
        long columns = parts.stream().mapToLong(part -> part.shape().size(1)).reduce(0, Math::addExact);
        Shape whole = first.shape().with(0, rows).with(1, columns);
        MemorySegment zeros = arena.allocate(first.dtype().byteSize(whole.elements()), Long.BYTES);
        long step = rows == 0 ? 0 : zeros.byteSize() / rows;
        long row = 0;
        long left = 0;
        for (Values part : parts) {
            long run = part.run(1);
            for (long i = 0; i < part.shape().size(0); i++) {
                MemorySegment.copy(part.bytes(), i * run, zeros, row++ * step + left, run);
            }
            left += run;
        }
        return new Values(first.dtype(), whole, zeros);
    }

    /** The transposed matrix. */
    Values transposed(Arena arena) {
        long rows = shape.size(0);
        long columns = shape.size(1);
        MemorySegment copy = arena.allocate(bytes.byteSize(), Long.BYTES);
        for (long top = 0; top < rows; top += TILE) {
            for (long left = 0; left < columns; left += TILE) {
                tile(copy, top, Math.min(rows, top + TILE), left, Math.min(columns, left + TILE));
            }
        }
        return new Values(dtype, Shape.of(columns, rows), copy);
    }

    private void tile(MemorySegment copy, long top, long bottom, long left, long right) {
        long rows = shape.size(0);
        long columns = shape.size(1);
        for (long row = top; row < bottom; row++) {
            for (long column = left; column < right; column++) {
                move(copy, row * columns + column, column * rows + row);
            }
        }
    }

    private void move(MemorySegment copy, long from, long to) {
        switch (dtype.bits()) {
            case 8 -> copy.set(ValueLayout.JAVA_BYTE, to, bytes.get(ValueLayout.JAVA_BYTE, from));
            case 16 -> copy.set(ValueLayout.JAVA_SHORT_UNALIGNED, to * 2, bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, from * 2));
            case 32 -> copy.set(ValueLayout.JAVA_INT_UNALIGNED, to * 4, bytes.get(ValueLayout.JAVA_INT_UNALIGNED, from * 4));
            case 64 -> copy.set(ValueLayout.JAVA_LONG_UNALIGNED, to * 8, bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, from * 8));
            default -> throw new IllegalArgumentException("elements of " + dtype + " are no whole bytes");
        }
    }

    /** True if every element is zero, of either sign. */
    boolean isZero() {
        long elements = shape.elements();
        for (long at = 0; at < elements; at += CHUNK) {
            int count = (int) Math.min(CHUNK, elements - at);
            for (float value : FloatCodec.decode(dtype, bytes.asSlice(dtype.byteSize(at)), count)) {
                if (value != 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
