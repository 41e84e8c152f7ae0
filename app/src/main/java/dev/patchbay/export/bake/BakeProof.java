package dev.patchbay.export.bake;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.files.FolderTree;
import dev.patchbay.files.VerifiedOutput;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.message.Message;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/** Checks that every changed tensor of a baked model equals the base plus the adapters' changes up to rounding to its dtype. */
final class BakeProof implements VerifiedOutput.Proof<BakeReport> {

    /** Smallest float16 above zero. */
    private static final double SMALLEST_HALF = 0x1p-24;

    private final Checkpoint base;
    private final BakePlan plan;
    private final Path target;
    private final StepCount steps;
    private double largestError;
    private double largestChangeError;

    /** @param target final name of the output, for messages */
    BakeProof(Checkpoint base, BakePlan plan, Path target, StepCount steps) {
        this.base = base;
        this.plan = plan;
        this.target = target;
        this.steps = steps;
    }

    @Override
    public void tensor(String name, TensorData written) throws IOException {
        if (plan.baked().containsKey(name)) {
            steps.next(Message.of("files.checking", name));
            compare(name, written);
        }
    }

    @Override
    public BakeReport prove(Path written) throws IOException {
        long bytes = FolderTree.bytes(written);
        return new BakeReport(target, bytes, base.tensors().size(), plan.changed(), largestError, largestChangeError);
    }

    private void compare(String name, TensorData written) throws IOException {
        BakedTensor wanted = (BakedTensor) plan.data(name, base.tensor(name).orElseThrow().data());
        try (Arena arena = Arena.ofConfined()) {
            Sums sums = written.read(arena, stored -> {
                Sums sum = new Sums();
                wanted.forEachBlock((from, before, delta) -> {
                    int columns = before.columns();
                    long at = written.dtype().byteSize((long) from * columns);
                    float[] values = FloatCodec.decode(written.dtype(), stored.asSlice(at), before.rows() * columns);
                    sum.add(Matrix.of(before.rows(), columns, values), before, delta);
                });
                return sum;
            });
            judge(name, written.dtype(), sums);
        }
    }

    private void judge(String name, DType type, Sums sums) throws ExportException {
        double error = sums.error();
        if (!Double.isFinite(error)) {
            throw new ExportException(Message.of("export.bake.notFinite", target, name, type));
        }
        if (error > rounding(type) && !sums.isFinerThan(type)) {
            throw new ExportException(Message.of("export.check.values", target, name, error));
        }
        largestError = Math.max(largestError, error);
        largestChangeError = Math.max(largestChangeError, sums.changeError());
    }

    /** An upper bound of the relative error that rounding to the type can cause. */
    private static double rounding(DType type) {
        return switch (type) {
            case F32 -> 1e-6;
            case F16 -> 1e-3;
            default -> 4e-3;
        };
    }

    /** Sums of squares, added up block by block. */
    private static final class Sums {

        private double apart;
        private double whole;
        private double change;
        private long elements;

        void add(Matrix written, Matrix before, Matrix delta) {
            Matrix wanted = before.plus(delta);
            apart += square(written.minus(wanted));
            whole += square(wanted);
            change += square(delta);
            elements += (long) delta.rows() * delta.columns();
        }

        double error() {
            return apart == 0 ? 0 : Math.sqrt(apart / whole);
        }

        /** True if the total error is below the spacing of F16 near zero, 2^-24 for each element. */
        boolean isFinerThan(DType type) {
            return type == DType.F16 && apart < elements * SMALLEST_HALF * SMALLEST_HALF;
        }

        double changeError() {
            return apart == 0 || change == 0 ? 0 : Math.sqrt(apart / change);
        }

        private static double square(Matrix matrix) {
            double norm = matrix.norm();
            return norm * norm;
        }
    }
}
