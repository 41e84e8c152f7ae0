package dev.patchbay.generation;

/**
 * Resizes pictures with a Lanczos filter of three lobes: columns first, then rows, each rounded to bytes, with the weights in fixed point.
 * So the results equal Pillow's to the last bit, and with them the images that diffusers gives to a model.
 *
 * @param source the picture
 */
record Lanczos(Pixels source) {

    private static final double LOBES = 3;

    /** Bits after the point of a weight. */
    private static final int PRECISION = 22;

    Pixels resized(int width, int height) {
        byte[] values = source.rgb();
        if (width != source.width()) {
            values = new Axis(source.width(), width).along(values, source.height(), 3);
        }
        if (height != source.height()) {
            values = new Axis(source.height(), height).along(values, 1, 3 * width);
        }
        return new Pixels(width, height, values);
    }

    /** The weights of one direction. */
    private static final class Axis {

        private final int in;
        private final int out;
        private final int[] first;
        private final int[][] weights;

        Axis(int in, int out) {
            this.in = in;
            this.out = out;
            this.first = new int[out];
            this.weights = new int[out][];
            double scale = in / (double) out;
            double widening = Math.max(1, scale);
            for (int i = 0; i < out; i++) {
                double center = (i + 0.5) * scale;
                int from = Math.max(0, (int) (center - LOBES * widening + 0.5));
                int to = Math.min(in, (int) (center + LOBES * widening + 0.5));
                first[i] = from;
                weights[i] = fixed(from, to, center, widening);
            }
        }

        private static int[] fixed(int from, int to, double center, double widening) {
            double[] shares = new double[to - from];
            double sum = 0;
            for (int i = 0; i < shares.length; i++) {
                shares[i] = filter((i + from - center + 0.5) * (1 / widening));
                sum += shares[i];
            }
            int[] fixed = new int[shares.length];
            for (int i = 0; i < shares.length; i++) {
                double scaled = shares[i] * (1 / sum) * (1 << PRECISION);
                fixed[i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
            }
            return fixed;
        }

        private static double filter(double x) {
            return x >= -LOBES && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
        }

        private static double sinc(double x) {
            return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
        }

        /**
         * Resizes {@code [lines, in, step]} to {@code [lines, out, step]}.
         *
         * @param step values from one element of the axis to the next
         */
        byte[] along(byte[] values, int lines, int step) {
            byte[] resized = new byte[Math.multiplyExact(Math.multiplyExact(lines, out), step)];
            for (int line = 0; line < lines; line++) {
                for (int i = 0; i < out; i++) {
                    for (int s = 0; s < step; s++) {
                        int at = (line * in + first[i]) * step + s;
                        int sum = 1 << (PRECISION - 1);
                        for (int weight : weights[i]) {
                            sum += Byte.toUnsignedInt(values[at]) * weight;
                            at += step;
                        }
                        resized[(line * out + i) * step + s] = (byte) Math.clamp(sum >> PRECISION, 0, 255);
                    }
                }
            }
            return resized;
        }
    }
}
