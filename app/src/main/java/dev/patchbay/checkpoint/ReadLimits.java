package dev.patchbay.checkpoint;

/**
 * Sizes beyond which a file is refused, because hostile files have to be expected. Each limit is far beyond what honest files need;
 * together they bound time and memory of opening one.
 *
 * @param headerBytes longest safetensors or GGUF header, shard index, or pickle, in bytes; 100 MB, as safetensors itself allows
 * @param nesting deepest nesting of JSON or of pickled containers; 128
 * @param entries most tensors of a header or index, key-values of a GGUF file, or entries of an archive; a million
 * @param opcodes most pickle instructions that are executed; ten million
 * @param memo most entries of a pickle's memo, most values on its stack, and most values that are searched for tensors (a list of only
 *     numbers and strings counts as one); two million
 * @param compressionRatio most bytes to which the compressed entries of a zip archive may unpack, all together, per compressed byte; 100.
 *     Weights hardly compress, and a file of only zeros is of no use
 * @param expandedBytes most bytes of a tensor beyond those that are stored, by an expanded view or from one compressed entry; 2 GiB
 * @param shards most files of one index; half of the 65,530 mappings that Linux allows a process
 */
public record ReadLimits(
        long headerBytes, int nesting, int entries, long opcodes, int memo, long compressionRatio, long expandedBytes, int shards) {

    public static final ReadLimits DEFAULT = new ReadLimits(100_000_000L, 128, 1_000_000, 10_000_000L, 2_000_000, 100, 1L << 31, 1 << 15);

    /** Default limits for the parameters that are missing here. */
    public ReadLimits(long headerBytes, int nesting, int entries, long opcodes, int memo) {
        this(headerBytes, nesting, entries, opcodes, memo, DEFAULT.compressionRatio, DEFAULT.expandedBytes, DEFAULT.shards);
    }
}
