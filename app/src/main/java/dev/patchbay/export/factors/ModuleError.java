package dev.patchbay.export.factors;

/**
 * How near a written module is to what it stands for, measured on the file that was read again.
 *
 * @param module its name in the new file, without suffix
 * @param rankBefore rank of the source, or the sum of the ranks of several
 * @param rank of the new file
 * @param error ‖ΔW − ΔW'‖ / ‖ΔW‖; 0 where not a bit of the product differs
 */
public record ModuleError(String module, long rankBefore, int rank, double error) {}
