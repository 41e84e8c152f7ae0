package dev.patchbay.generation.torch;

/**
 * How many processor threads a run gets.
 *
 * <p>Threads of one operation wait for each other spinning. When something else wants a core too, such as a window that plays clips, each
 * of the thousands of small operations of a small model then waits for the system's scheduler: the demo took 23 s instead of 1 s. A large
 * model's operations are long enough not to notice.
 */
public final class ThreadPlan {

    /** Multiplications in a block below which one thread is enough: about a tenth of a second. */
    private static final double SMALL = 1e9;

    private ThreadPlan() {}

    /**
     * Threads for a transformer whose blocks have 12·width² weights and attend to all tokens.
     *
     * @param tokens that a block works on
     * @param width of the transformer
     * @param available what the engine would take by itself
     */
    public static int threads(double tokens, int width, int available) {
        double linear = 12.0 * width * width;
        double attention = 2.0 * tokens * width;
        return tokens * (linear + attention) < SMALL ? 1 : available;
    }
}
