package dev.patchbay.generation.torch;

/**
 * Number of CPU threads of a run.
 *
 * <p>The threads of one operation wait for each other in a busy loop. If anything else needs a core, such as a window that plays clips,
 * each of the thousands of small operations of a small model waits for the system's scheduler: the demo took 23 s instead of 1 s. The
 * operations of a large model are long enough not to be affected.
 */
public final class ThreadPlan {

    /** With fewer multiplications in a block than this, about a tenth of a second, one thread is used. */
    private static final double SMALL = 1e9;

    private ThreadPlan() {}

    /**
     * Threads for a transformer whose blocks have 12·width² weights and attend to all tokens.
     *
     * @param tokens of the input of a block
     * @param width of the transformer
     * @param available default of the engine
     */
    public static int threads(double tokens, int width, int available) {
        double linear = 12.0 * width * width;
        double attention = 2.0 * tokens * width;
        return tokens * (linear + attention) < SMALL ? 1 : available;
    }
}
