package dev.patchbay.generation.torch.plan;

/**
 * The device of a plan.
 *
 * @param available bytes that a run may take
 * @param main whether the device's memory is the main memory, where weights can be used in files and bringing a block means converting it
 * @param speed floating-point operations a second in the element type of the arithmetic
 */
public record Machine(long available, boolean main, double speed) {

    /** Of the free memory a tenth is left to others, and to what cannot be foreseen. */
    static final double SHARE = 0.9;

    /** A machine with this much free memory. */
    public static Machine of(long free, boolean main, double speed) {
        return new Machine((long) (free * SHARE), main, speed);
    }
}
