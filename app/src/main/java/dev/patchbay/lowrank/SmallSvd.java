package dev.patchbay.lowrank;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** {@code X = U·S·Vᵀ} of a dense matrix. */
final class SmallSvd {

    private final Matrix u;
    private final double[] values;
    private final Matrix v;

    private SmallSvd(Matrix u, double[] values, Matrix v) {
        this.u = u;
        this.values = values;
        this.v = v;
    }

    static SmallSvd of(Matrix x) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(x.rows(), x.columns(), true, true, true);
        if (!svd.decompose(x.scratch())) {
            throw new ArithmeticException("no singular values of " + x);
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        double[] values = svd.getSingularValues();
        SingularOps_DDRM.descendingOrder(u, false, values, svd.numberOfSingularValues(), v, false);
        return new SmallSvd(new Matrix(u), values, new Matrix(v));
    }

    Matrix u() {
        return u;
    }

    /** Singular values, descending; must not be changed. */
    double[] values() {
        return values;
    }

    Matrix v() {
        return v;
    }
}
