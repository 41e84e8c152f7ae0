package dev.patchbay.export;

/** ‖written − wanted‖ / ‖wanted‖ over the elements of a tensor, in double precision. */
final class RelativeError {

    private double difference;
    private double wanted;

    /**
     * Adds an element. Equal elements differ by nothing, NaN from NaN and ∞ from ∞ included; otherwise a non-finite element makes the
     * error infinite.
     */
    void add(double writtenValue, double wantedValue) {
        if (Double.compare(writtenValue, wantedValue) != 0 && writtenValue != wantedValue) {
            double apart = writtenValue - wantedValue;
            difference += Double.isFinite(apart) ? apart * apart : Double.POSITIVE_INFINITY;
        }
        if (Double.isFinite(wantedValue)) {
            wanted += wantedValue * wantedValue;
        }
    }

    /** 0 where nothing differs; infinite where zero was wanted and is not there. */
    double value() {
        return difference == 0 ? 0 : Math.sqrt(difference) / Math.sqrt(wanted);
    }

    static double of(float[] written, float[] source, double factor) {
        RelativeError error = new RelativeError();
        for (int i = 0; i < written.length; i++) {
            error.add(written[i], source[i] * factor);
        }
        return error.value();
    }
}
