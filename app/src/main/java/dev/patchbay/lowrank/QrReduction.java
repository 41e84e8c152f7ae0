package dev.patchbay.lowrank;

import java.util.concurrent.CompletableFuture;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Thin QR of both factors and the singular values of the small product of their triangles: {@code B·A = Q₁·(R₁·R₂ᵀ)·Q₂ᵀ}. */
final class QrReduction implements Reduction {

    private final ThinQr up;
    private final ThinQr down;
    private final Matrix left;
    private final double[] values;
    private final Matrix right;

    private QrReduction(ThinQr up, ThinQr down) {
        this.up = up;
        this.down = down;
        Matrix core = up.r().times(down.r().transposed());
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(core.rows(), core.columns(), true, true, true);
        if (!svd.decompose(core.scratch())) {
            throw new ArithmeticException("no singular values of " + core);
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        values = svd.getSingularValues();
        SingularOps_DDRM.descendingOrder(u, false, values, svd.numberOfSingularValues(), v, false);
        left = new Matrix(u);
        right = new Matrix(v);
    }

    static QrReduction of(LowRankFactors factors) {
        CompletableFuture<ThinQr> down = CompletableFuture.supplyAsync(() -> ThinQr.of(factors.down().transposed()));
        return new QrReduction(ThinQr.of(factors.up()), down.join());
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public LowRankFactors keep(int rank) {
        Matrix ofUp = left.columns(0, rank).withColumns(i -> Math.sqrt(values[i]));
        Matrix ofDown = right.columns(0, rank).withColumns(i -> Math.sqrt(values[i]));
        return new LowRankFactors(up.q().times(ofUp), down.q().times(ofDown).transposed(), 1);
    }
}
