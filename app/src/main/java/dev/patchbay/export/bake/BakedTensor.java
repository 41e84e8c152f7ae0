package dev.patchbay.export.bake;

import dev.patchbay.adapter.effect.WeightShare;
import dev.patchbay.checkpoint.quantised.DequantisedData;
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
 * A tensor of the base plus the adapters' changes, computed in float64 and rounded once. Each change is computed from the unchanged base,
 * so the order of the adapters does not matter. Rows are computed in blocks on all processors, a few blocks in memory at a time.
 *
 * @param of tensor of the base
 * @param dtype F32, F16 or BF16
 * @param shares changes to add; empty where only the dtype changes
 */
record BakedTensor(TensorData of, DType dtype, List<WeightShare> shares) implements ForwardingData {

    /** Approximate number of elements of a block. */
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

    /** Gets the blocks in order. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param from index of the block's first row
         * @param before the base's rows
         * @param delta change of these rows
         */
        void block(int from, Matrix before, Matrix delta) throws IOException;
    }

    void forEachBlock(Visitor visitor) throws IOException {
        if (of instanceof DequantisedData quantised) {
            quantised.readRuns(runs -> visit(new StoredRows(of.shape(), runs), visitor));
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            of.read(arena, bytes -> visit(new StoredRows(of.shape(), (first, count) -> decode(bytes, first, count)), visitor));
        }
    }

    private float[] decode(MemorySegment bytes, long first, int count) {
        return FloatCodec.decode(of.dtype(), bytes.asSlice(of.dtype().byteSize(first)), count);
    }

    private StoredRows visit(StoredRows rows, Visitor visitor) throws IOException {
        List<WeightShare.Delta> deltas = new ArrayList<>();
        for (WeightShare share : shares) {
            deltas.add(share.open(rows));
        }
        visit(rows, deltas, visitor);
        return rows;
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

    /** A stored tensor as rows: its first dimension is the number of rows; a scalar has one row. */
    private record StoredRows(Shape shape, DequantisedData.Runs runs) implements WeightShare.Rows {

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
            return Matrix.of(to - from, columns, runs.values((long) from * columns, (to - from) * columns));
        }
    }
}
