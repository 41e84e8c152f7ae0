package dev.patchbay.export.factors;

/**
 * The relative error of a written module, measured on the file that was read again.
 *
 * @param module its name in the new file, without ending
 * @param rankBefore rank in the source; for a merge the sum of the ranks
 * @param rank of the new file
 * @param error ‖ΔW − ΔW'‖ / ‖ΔW‖ in the Frobenius norm, 0 for an equal product
 */
public record ModuleError(String module, long rankBefore, int rank, double error) {}
