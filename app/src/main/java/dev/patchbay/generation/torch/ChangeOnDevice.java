package dev.patchbay.generation.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.HadamardChange;
import dev.patchbay.lowrank.KroneckerChange;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;

/** A {@link LayerChange} whose factors are on the device, and whose matrix is computed there when it is asked for. */
sealed interface ChangeOnDevice {

    /** ΔW, {@code [outputs, inputs · kernel]}. */
    PtNDArray matrix(PtNDManager owner, Script kernels);

    /** Uploads the factors. */
    static ChangeOnDevice of(PtNDManager run, LayerChange change) {
        return switch (change) {
            case LowRankFactors product -> new Product(upload(run, product.up()), upload(run, product.down()), product.scale());
            case HadamardChange product -> new Hadamard(of(run, product.left()), of(run, product.right()), product.scale());
            case KroneckerChange product -> new Kronecker(of(run, product.left()), of(run, product.right()), product.scale());
            case DenseChange dense -> new Dense(upload(run, dense.values()));
        };
    }

    private static PtNDArray upload(PtNDManager run, Matrix matrix) {
        return (PtNDArray) run.create(matrix.toFloats(), new Shape(matrix.rows(), matrix.columns()));
    }

    /** {@code scale · up · down}. */
    record Product(PtNDArray up, PtNDArray down, double scale) implements ChangeOnDevice {

        @Override
        public PtNDArray matrix(PtNDManager owner, Script kernels) {
            return kernels.call(owner, "product", up, down, scale);
        }
    }

    /** {@code scale · left ∘ right}. */
    record Hadamard(ChangeOnDevice left, ChangeOnDevice right, double scale) implements ChangeOnDevice {

        @Override
        public PtNDArray matrix(PtNDManager owner, Script kernels) {
            return kernels.call(owner, "hadamard", left.matrix(owner, kernels), right.matrix(owner, kernels), scale);
        }
    }

    /** {@code scale · left ⊗ right}. */
    record Kronecker(ChangeOnDevice left, ChangeOnDevice right, double scale) implements ChangeOnDevice {

        @Override
        public PtNDArray matrix(PtNDManager owner, Script kernels) {
            return kernels.call(owner, "kronecker", left.matrix(owner, kernels), right.matrix(owner, kernels), scale);
        }
    }

    /** The matrix itself. */
    record Dense(PtNDArray values) implements ChangeOnDevice {

        @Override
        public PtNDArray matrix(PtNDManager owner, Script kernels) {
            return kernels.call(owner, "scaled", values, 1.0);
        }
    }
}
