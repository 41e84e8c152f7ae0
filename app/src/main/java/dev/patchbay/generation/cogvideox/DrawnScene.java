package dev.patchbay.generation.cogvideox;

import java.util.Random;

/**
 * A square picture of coloured shapes before a background that fades from one colour to another: something of what pictures are made of,
 * where none are at hand.
 *
 * @param edge pixels
 * @param planes red, green and blue, values −1..1
 */
record DrawnScene(int edge, float[] planes) {

    private static final int SHAPES = 12;

    static DrawnScene random(Random random, int edge) {
        DrawnScene scene = new DrawnScene(edge, new float[3 * edge * edge]);
        scene.background(colour(random), colour(random), random.nextDouble() * 2 * Math.PI);
        for (int i = 0; i < SHAPES; i++) {
            scene.shape(random);
        }
        return scene;
    }

    private static float[] colour(Random random) {
        float brightness = random.nextFloat();
        float[] colour = new float[3];
        for (int c = 0; c < 3; c++) {
            colour[c] = Math.clamp(2 * brightness - 1 + random.nextFloat() * 1.6f - 0.8f, -1, 1);
        }
        return colour;
    }

    private void background(float[] from, float[] to, double angle) {
        for (int y = 0; y < edge; y++) {
            for (int x = 0; x < edge; x++) {
                double along = ((x - edge / 2.0) * Math.cos(angle) + (y - edge / 2.0) * Math.sin(angle)) / edge;
                float share = (float) Math.clamp(along + 0.5, 0, 1);
                for (int c = 0; c < 3; c++) {
                    planes[(c * edge + y) * edge + x] = from[c] * (1 - share) + to[c] * share;
                }
            }
        }
    }

    /** An ellipse or a rectangle. */
    private void shape(Random random) {
        float[] colour = colour(random);
        boolean round = random.nextBoolean();
        double left = random.nextDouble() * edge;
        double top = random.nextDouble() * edge;
        double width = (0.05 + 0.2 * random.nextDouble()) * edge;
        double height = (0.05 + 0.2 * random.nextDouble()) * edge;
        for (int y = 0; y < edge; y++) {
            for (int x = 0; x < edge; x++) {
                double dx = Math.abs(x - left) / width;
                double dy = Math.abs(y - top) / height;
                if (round ? dx * dx + dy * dy <= 1 : Math.max(dx, dy) <= 1) {
                    for (int c = 0; c < 3; c++) {
                        planes[(c * edge + y) * edge + x] = colour[c];
                    }
                }
            }
        }
    }

    /** Mean colour of a block of pixels, 0..1. */
    double[] mean(int column, int row, int block) {
        double[] mean = new double[3];
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            for (int y = row * block; y < (row + 1) * block; y++) {
                for (int x = column * block; x < (column + 1) * block; x++) {
                    sum += planes[(c * edge + y) * edge + x];
                }
            }
            mean[c] = sum / (block * block) / 2 + 0.5;
        }
        return mean;
    }
}
