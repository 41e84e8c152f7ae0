package dev.patchbay.checkpoint;

/**
 * What a file may ask for before it is refused: hostile files are normal input. Each limit is far beyond what honest files need, and
 * together they bound the work and the memory of opening one.
 *
 * @param headerBytes longest safetensors or GGUF header, shard index, or pickle, in bytes; 100 MB, as safetensors itself allows
 * @param nesting deepest nesting of JSON or of pickled containers; 128
 * @param entries most tensors in a header or index, key-values of a GGUF file, or entries in an archive; a million
 * @param opcodes most pickle instructions that are executed; ten million
 * @param memo most entries of a pickle's memo, most values on its stack, and most values that are looked at for tensors (a list of nothing
 *     but numbers and texts counts as one); two million
 * @param compressionRatio most bytes that the compressed entries of a zip archive may unpack to, all of them together, for each byte they
 *     are packed in; 100. Weights hardly shrink, and nobody needs a file of nothing but zeros
 * @param expandedBytes most bytes a tensor may take beyond what is stored of it, repeated by an expanded view, or unpacked from one
 *     compressed entry; 2 GiB
 * @param shards most files of one index; half of the 65,530 mappings that Linux gives a process
 */
public record ReadLimits(
        long headerBytes, int nesting, int entries, long opcodes, int memo, long compressionRatio, long expandedBytes, int shards) {

    public static final ReadLimits DEFAULT = new ReadLimits(100_000_000L, 128, 1_000_000, 10_000_000L, 2_000_000, 100, 1L << 31, 1 << 15);

    /** The default limits of what is not said here. */
    public ReadLimits(long headerBytes, int nesting, int entries, long opcodes, int memo) {
        this(headerBytes, nesting, entries, opcodes, memo, DEFAULT.compressionRatio, DEFAULT.expandedBytes, DEFAULT.shards);
    }
}
