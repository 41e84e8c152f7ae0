package dev.patchbay.export.bake;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.files.ExportException;
import dev.patchbay.files.SafetensorsOutput;
import dev.patchbay.files.StepCount;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

/** Reads baked files again: every tensor is what was written, and every changed one is the base plus its share, but for rounding. */
final class BakeCheck {

    /** Smallest float16 above zero. */
    private static final double SMALLEST_HALF = 0x1p-24;

    private final Checkpoint base;
    private final BakePlan plan;
    private final Path target;
    private final StepCount steps;
    private double largestError;
    private double largestChangeError;

    BakeCheck(Checkpoint base, BakePlan plan, Path target, StepCount steps) {
        this.base = base;
        this.plan = plan;
        this.target = target;
        this.steps = steps;
    }

    SafetensorsOutput.Listener writing() {
        return name -> steps.next(Message.of("export.writing", name));
    }

    /** @throws ExportException if the file is not as it should be */
    void file(Path written, SafetensorsOutput output) throws IOException {
        CheckpointOpener opener = new CheckpointOpener(List.of(new SafetensorsReader()), ReadLimits.DEFAULT);
        try (Checkpoint file = opener.open(written)) {
            output.check(file, name -> steps.next(Message.of("export.checking", name)));
            for (String name : file.tensors().keySet()) {
                if (plan.baked().containsKey(name)) {
                    steps.next(Message.of("export.checking", name));
                    compare(name, file.tensor(name).orElseThrow().data());
                }
            }
        }
    }

    private void compare(String name, TensorData written) throws IOException {
        BakedTensor wanted = (BakedTensor) plan.data(name, base.tensor(name).orElseThrow().data());
        try (Arena arena = Arena.ofConfined()) {
            Sums sums = written.read(arena, bytes -> {
                Sums sum = new Sums();
                wanted.forEachBlock((from, before, delta) -> {
                    int columns = before.columns();
                    long at = written.dtype().byteSize((long) from * columns);
                    float[] values = FloatCodec.decode(written.dtype(), bytes.asSlice(at), before.rows() * columns);
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

    /** More than rounding to the type can cost. */
    private static double rounding(DType type) {
        return switch (type) {
            case F32 -> 1e-6;
            case F16 -> 1e-3;
            default -> 4e-3;
        };
    }

    BakeReport report(long bytes) {
        return new BakeReport(target, bytes, base.tensors().size(), plan.changed(), largestError, largestChangeError);
    }

    /** Squares that are summed block by block. */
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

        /** True if all values together are off by less than the smallest steps of F16 near zero. */
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
