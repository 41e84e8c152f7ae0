package dev.patchbay.lowrank;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Eigenvalues of a symmetric matrix, descending, and eigenvectors. */
final class SymmetricEigen {

    private final double[] values;
    private final Matrix vectors;

    private SymmetricEigen(double[] values, Matrix vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    static SymmetricEigen of(Matrix matrix) {
        int size = matrix.rows();
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(matrix.scratch())) {
            throw new ArithmeticException("no eigenvalues of " + matrix);
        }
        List<Integer> order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> eigen.getEigenvalue(i).getReal()).reversed())
                .toList();
        double[] values = new double[size];
        DMatrixRMaj vectors = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            values[i] = eigen.getEigenvalue(order.get(i)).getReal();
            CommonOps_DDRM.insert(eigen.getEigenVector(order.get(i)), vectors, 0, i);
        }
        return new SymmetricEigen(values, new Matrix(vectors));
    }

    double[] values() {
        return values.clone();
    }

    /** One eigenvector a column, orthonormal. */
    Matrix vectors() {
        return vectors;
    }
}
