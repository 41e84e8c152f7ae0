package dev.patchbay.generation.cogvideox;

/**
 * How many processor threads a run gets.
 *
 * <p>Threads of one operation wait for each other spinning. When something else wants a core too, such as a window that plays clips, each of
 * the thousands of small operations of a small model then waits for the system's scheduler: the demo took 23 s instead of 1 s. A large model's
 * operations are long enough not to notice.
 */
final class ThreadPlan {

    /** Multiplications in a block below which one thread is enough: about a tenth of a second. */
    private static final double SMALL = 1e9;

    private ThreadPlan() {}

    /**
     * Threads for this size of clip.
     *
     * @param available what the engine would take by itself
     */
    static int threads(TransformerConfig config, LatentGrid grid, int available) {
        double tokens = config.promptTokens() + (double) grid.frames() * grid.patchRows() * grid.patchColumns();
        double linear = 12.0 * config.width() * config.width();
        double attention = 2.0 * tokens * config.width();
        return tokens * (linear + attention) < SMALL ? 1 : available;
    }
}
