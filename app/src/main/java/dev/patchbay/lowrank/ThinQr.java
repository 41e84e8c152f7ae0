package dev.patchbay.lowrank;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * {@code X = Q·R} by Householder reflections; stable for every X.
 *
 * @param q orthonormal columns, {@code [m, k]} with k the smaller of m and n
 * @param r upper triangle, {@code [k, n]}
 */
record ThinQr(Matrix q, Matrix r) {

    static ThinQr of(Matrix x) {
        QRDecomposition<DMatrixRMaj> qr = decompose(x);
        return new ThinQr(new Matrix(qr.getQ(null, true)), new Matrix(qr.getR(null, true)));
    }

    /** R alone, which takes half the time. */
    static Matrix upper(Matrix x) {
        return new Matrix(decompose(x).getR(null, true));
    }

    private static QRDecomposition<DMatrixRMaj> decompose(Matrix x) {
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(x.rows(), x.columns());
        // False only means that a column is zero or depends on others; its reflection is skipped, and Q and R are still right.
        qr.decompose(x.scratch());
        return qr;
    }
}
