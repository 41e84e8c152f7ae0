package dev.patchbay.lowrank;

/** The SVD of a small dense matrix, to full precision. */
record FullSvd(SmallSvd svd) implements ChangeSvd {

    static FullSvd of(Matrix matrix) {
        return new FullSvd(SmallSvd.of(matrix));
    }

    @Override
    public double[] values() {
        return svd.values().clone();
    }

    @Override
    public LowRankFactors components(int count) {
        double[] values = svd.values();
        int kept = Math.min(count, values.length);
        Matrix up = svd.u().columns(0, kept).timesColumns(i -> Math.sqrt(values[i]));
        Matrix down = svd.v().columns(0, kept).timesColumns(i -> Math.sqrt(values[i])).transposed();
        return new LowRankFactors(up, down, 1);
    }
}
