package dev.patchbay.lowrank;

import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * {@code L·Lᵀ} of a symmetric positive definite matrix.
 *
 * @param lower L
 * @param inverse L⁻¹
 */
record Cholesky(Matrix lower, Matrix inverse) {

    /** Largest ‖L‖·‖L⁻¹‖: its square times 10⁻¹⁶ bounds how far rows that L⁻¹ makes orthonormal are from being so. */
    private static final double WORST_CONDITION = 1e4;

    /** Empty if the matrix is singular within the precision of float64. */
    static Optional<Cholesky> of(Matrix gram) {
        CholeskyDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.chol(gram.rows(), true);
        if (!decomposition.decompose(gram.scratch())) {
            return Optional.empty();
        }
        DMatrixRMaj lower = decomposition.getT(null);
        DMatrixRMaj inverse = new DMatrixRMaj(lower.numRows, lower.numCols);
        TriangularSolver_DDRM.invertLower(lower.data, inverse.data, lower.numRows);
        return Optional.of(new Cholesky(new Matrix(lower), new Matrix(inverse)));
    }

    boolean isWellConditioned() {
        return lower.norm() * inverse.norm() < WORST_CONDITION;
    }
}
