package dev.patchbay.generation;

/**
 * A stage of a run as planned; sizes are bytes on the device.
 *
 * @param stage which
 * @param weights of its component, in the element type of the arithmetic; 0 if they are used in a memory-mapped file
 * @param kept of the weights that are on the device all through the stage; the others are brought block by block
 * @param stays whether the component stays loaded after the stage
 * @param working everything else, most at a time, blocks on their way included
 * @param seconds estimate
 */
public record PlannedStage(StepListener.Stage stage, long weights, long kept, boolean stays, long working, double seconds) {

    /** Most bytes at a time. */
    public long bytes() {
        return kept + working;
    }

    /** True if weights are brought block by block. */
    public boolean streams() {
        return kept < weights;
    }
}
