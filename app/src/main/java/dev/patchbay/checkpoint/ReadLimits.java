package dev.patchbay.checkpoint;

/**
 * What a file may ask for before it is refused: hostile files are normal input.
 *
 * @param headerBytes largest safetensors header or pickle, as safetensors itself allows
 * @param nesting deepest nesting of JSON or pickled containers
 * @param entries most tensors in a header or entries in an archive
 * @param opcodes most pickle opcodes that are executed
 * @param memo most entries of a pickle's memo, and most values on its stack
 */
public record ReadLimits(long headerBytes, int nesting, int entries, long opcodes, int memo) {

    public static final ReadLimits DEFAULT = new ReadLimits(100_000_000L, 128, 1_000_000, 10_000_000L, 2_000_000);
}
