package dev.patchbay.export.bake;

import dev.patchbay.lowrank.Matrix;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ForwardingData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor of the base with what adapters add to it, in float64, rounded once. Each share is taken of the base as it is, so their order
 * does not matter. Rows are computed in blocks, on all processors; no more than a few blocks are in float64 at a time.
 *
 * @param of the tensor of the base
 * @param dtype F32, F16 or BF16
 * @param shares none where only the type changes
 */
record BakedTensor(TensorData of, DType dtype, List<WeightShare> shares) implements ForwardingData {

    /** Elements of a block, about. */
    private static final int BLOCK = 1 << 20;

    private static final int BLOCKS_AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    @Override
    public MemorySegment bytes(Arena arena) throws IOException {
        MemorySegment target = arena.allocate(dtype.byteSize(shape().elements()), Long.BYTES);
        forEachBlock((from, before, delta) -> {
            Matrix after = before.plus(delta);
            long at = dtype.byteSize((long) from * after.columns());
            FloatCodec.encode(dtype, after.toFloats(), target.asSlice(at));
        });
        return target;
    }

    /** Told block after block, in order. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param before rows of the base from {@code from} on
         * @param delta what is added to them
         */
        void block(int from, Matrix before, Matrix delta) throws IOException;
    }

    void forEachBlock(Visitor visitor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            of.read(arena, bytes -> {
                StoredRows rows = new StoredRows(of.dtype(), of.shape(), bytes);
                List<WeightShare.Delta> deltas = new ArrayList<>();
                for (WeightShare share : shares) {
                    deltas.add(share.open(rows));
                }
                visit(rows, deltas, visitor);
                return rows;
            });
        }
    }

    private static void visit(StoredRows rows, List<WeightShare.Delta> deltas, Visitor visitor) throws IOException {
        int height = Math.max(1, BLOCK / rows.columns());
        for (int start = 0; start < rows.count(); start += height * BLOCKS_AT_ONCE) {
            List<Integer> froms = new ArrayList<>();
            List<Matrix> before = new ArrayList<>();
            for (int from = start; from < Math.min(rows.count(), start + height * BLOCKS_AT_ONCE); from += height) {
                froms.add(from);
                before.add(rows.block(from, Math.min(rows.count(), from + height)));
            }
            List<Matrix> sums = IntStream.range(0, froms.size())
                    .parallel()
                    .mapToObj(i -> sum(deltas, froms.get(i), before.get(i)))
                    .toList();
            for (int i = 0; i < froms.size(); i++) {
                visitor.block(froms.get(i), before.get(i), sums.get(i));
            }
        }
    }

    private static Matrix sum(List<WeightShare.Delta> deltas, int from, Matrix before) {
        if (deltas.isEmpty()) {
            return Matrix.zero(before.rows(), before.columns());
        }
        Matrix sum = deltas.getFirst().rows(from, before);
        for (WeightShare.Delta delta : deltas.subList(1, deltas.size())) {
            sum = sum.plus(delta.rows(from, before));
        }
        return sum;
    }

    /** Rows of a stored tensor; the first dimension counts them, a scalar has one. */
    private record StoredRows(DType dtype, Shape shape, MemorySegment bytes) implements WeightShare.Rows {

        @Override
        public int count() {
            return shape.dimensions() == 0 ? 1 : Math.toIntExact(shape.size(0));
        }

        int columns() {
            return Math.toIntExact(shape.elements() / Math.max(1, count()));
        }

        @Override
        public Matrix block(int from, int to) {
            int columns = columns();
            MemorySegment rows = bytes.asSlice(dtype.byteSize((long) from * columns));
            return Matrix.of(to - from, columns, FloatCodec.decode(dtype, rows, (to - from) * columns));
        }
    }
}
