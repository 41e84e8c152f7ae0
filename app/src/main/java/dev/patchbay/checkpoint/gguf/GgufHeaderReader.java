package dev.patchbay.checkpoint.gguf;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a header: magic, version, number of tensors, number of key-values, the key-values, the tensors.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
final class GgufHeaderReader {

    private static final String ALIGNMENT = "general.alignment";
    private static final long DEFAULT_ALIGNMENT = 32;
    private static final long MOST_ALIGNMENT = 1L << 30;

    /** ggml's {@code GGML_MAX_DIMS}. */
    private static final int MOST_DIMENSIONS = 4;

    private final GgufCursor cursor;

    GgufHeaderReader(GgufCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads the header at the cursor.
     *
     * @throws CheckpointException if it is invalid or exceeds the limits
     */
    GgufHeader read() throws CheckpointException {
        int magic = cursor.int32();
        int version = cursor.int32();
        if (magic != GgufReader.MAGIC || version < 2 || version > 3) {
            boolean bigEndian = Integer.reverseBytes(version) == 3;
            throw new CheckpointException(bigEndian
                    ? Message.of("gguf.bigEndian", cursor.path())
                    : Message.of("gguf.version", cursor.path(), Integer.toUnsignedString(version)));
        }
        long tensors = count("gguf.tooManyTensors");
        long values = count("gguf.tooManyValues");
        Map<String, String> metadata = metadata(values);
        long alignment = alignment(metadata);
        List<GgufEntry> entries = entries(tensors, alignment);
        return new GgufHeader(metadata, entries, alignment, Math.ceilDiv(cursor.position(), alignment) * alignment);
    }

    private long count(String tooMany) throws CheckpointException {
        long count = cursor.int64();
        if (count < 0 || count > cursor.limits().entries()) {
            throw new CheckpointException(Message.of(tooMany, cursor.path(), Long.toUnsignedString(count), cursor.limits().entries()));
        }
        return count;
    }

    private Map<String, String> metadata(long count) throws CheckpointException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            String key = cursor.text();
            String value = new GgufValues(cursor, key).value(cursor.int32());
            if (metadata.putIfAbsent(key, value) != null) {
                throw new CheckpointException(Message.of("gguf.keyTwice", cursor.path(), key));
            }
        }
        return metadata;
    }

    private long alignment(Map<String, String> metadata) throws CheckpointException {
        String text = metadata.getOrDefault(ALIGNMENT, Long.toString(DEFAULT_ALIGNMENT));
        long alignment = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
        if (Long.bitCount(alignment) != 1 || alignment > MOST_ALIGNMENT) {
            throw new CheckpointException(Message.of("gguf.alignment", cursor.path(), text));
        }
        return alignment;
    }

    private List<GgufEntry> entries(long count, long alignment) throws CheckpointException {
        List<GgufEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (long i = 0; i < count; i++) {
            GgufEntry entry = entry(alignment);
            if (!names.add(entry.info().name())) {
                throw new CheckpointException(Message.of("gguf.duplicate", cursor.path(), entry.info().name()));
            }
            entries.add(entry);
        }
        return entries;
    }

    private GgufEntry entry(long alignment) throws CheckpointException {
        String name = cursor.text();
        long[] sizes = sizes(name);
        int number = cursor.int32();
        DType dtype = GgufTypes.numbered(number)
                .orElseThrow(() -> new CheckpointException(
                        Message.of("gguf.unknownType", cursor.path(), name, Integer.toUnsignedString(number))));
        TensorInfo info = info(name, dtype, sizes);
        long offset = cursor.int64();
        if (offset < 0 || offset % alignment != 0) {
            throw new CheckpointException(Message.of("gguf.badOffset", cursor.path(), name, Long.toUnsignedString(offset), alignment));
        }
        try {
            return new GgufEntry(info, offset, Math.addExact(offset, info.bytes()));
        } catch (ArithmeticException e) {
            throw badShape(name, sizes, e);
        }
    }

    /** Sizes in the order of a state dict; the file has the fastest-changing dimension first, state dicts have it last. */
    private long[] sizes(String name) throws CheckpointException {
        int dimensions = cursor.int32();
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
            throw new CheckpointException(
                    Message.of("gguf.dimensions", cursor.path(), name, Integer.toUnsignedString(dimensions), MOST_DIMENSIONS));
        }
        long[] sizes = new long[dimensions];
        for (int i = dimensions - 1; i >= 0; i--) {
            sizes[i] = cursor.int64();
        }
        return sizes;
    }

    private TensorInfo info(String name, DType dtype, long[] sizes) throws CheckpointException {
        try {
            TensorInfo info = new TensorInfo(name, dtype, Shape.of(sizes));
            long rowLength = sizes.length == 0 ? 1 : sizes[sizes.length - 1];
            if (rowLength % dtype.blockElements() != 0) {
                throw new CheckpointException(
                        Message.of("gguf.partialBlock", cursor.path(), name, info.shape(), dtype, dtype.blockElements()));
            }
            return info;
        } catch (IllegalArgumentException e) {
            throw badShape(name, sizes, e);
        }
    }

    private CheckpointException badShape(String name, long[] sizes, RuntimeException cause) {
        return new CheckpointException(Message.of("gguf.badShape", cursor.path(), name, Arrays.toString(sizes)), cause);
    }
}
