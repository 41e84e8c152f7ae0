package dev.patchbay.checkpoint.safetensors;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes a safetensors file, one tensor after the other, so that at most one is in memory.
 *
 * <p>As in the reference implementation, wide element types come first (so that every tensor is aligned), then tensors are sorted by
 * name; the header is padded with spaces to a multiple of 8 bytes. That an incomplete file does not remain is up to the caller, who
 * provides the channel.
 */
public final class SafetensorsWriter {

    /**
     * Bytes per write. With 1 MiB, Linux allocates large pages for a new file, and 4 GB took 10 to 12 s instead of 2 to 4 s with this
     * size.
     */
    private static final int CHUNK = 1 << 16;

    private static final Comparator<TensorInfo> ORDER = Comparator.comparingInt((TensorInfo info) -> info.dtype().bits())
            .thenComparing(TensorInfo::dtype)
            .reversed()
            .thenComparing(TensorInfo::name);

    private SafetensorsWriter() {}

    /**
     * Writes the whole file.
     *
     * @param tensors by name; dtype and shape are those of the data
     * @param metadata {@code __metadata__}; left out if empty
     * @throws IOException if a tensor cannot be read or the channel cannot take it
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}
     */
    public static void write(Map<String, ? extends TensorData> tensors, Map<String, String> metadata, WritableByteChannel channel)
            throws IOException {
        if (tensors.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException("no tensor can be called " + SafetensorsHeader.METADATA);
        }
        List<SafetensorsEntry> entries = layOut(tensors);
        byte[] json = SafetensorsHeaderCodec.write(new SafetensorsHeader(entries, metadata));
        byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, Long.BYTES) * Long.BYTES);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        writeFully(channel, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(padded.length).flip());
        writeFully(channel, ByteBuffer.wrap(padded));
        for (SafetensorsEntry entry : entries) {
            TensorData data = tensors.get(entry.info().name());
            if (data != null) {
                writeTensor(channel, entry, data);
            }
        }
    }

    private static List<SafetensorsEntry> layOut(Map<String, ? extends TensorData> tensors) {
        List<TensorInfo> infos = new ArrayList<>(tensors.size());
        tensors.forEach((name, data) -> infos.add(new TensorInfo(name, data.dtype(), data.shape())));
        infos.sort(ORDER);
        List<SafetensorsEntry> entries = new ArrayList<>(infos.size());
        long begin = 0;
        for (TensorInfo info : infos) {
            long end = Math.addExact(begin, info.bytes());
            entries.add(new SafetensorsEntry(info, begin, end));
            begin = end;
        }
        return entries;
    }

    private static void writeTensor(WritableByteChannel channel, SafetensorsEntry entry, TensorData data) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long written = data.read(arena, bytes -> writeBytes(channel, entry, bytes));
            if (written != entry.end() - entry.begin()) {
                throw new CheckpointException(Message.of(
                        "checkpoint.safetensors.wrongData", entry.info().name(), entry.end() - entry.begin(), written));
            }
        }
    }

    /**
     * Writes the bytes, or nothing if they are not as many as the header says.
     *
     * @return their number
     */
    private static long writeBytes(WritableByteChannel channel, SafetensorsEntry entry, MemorySegment bytes) throws IOException {
        long size = bytes.byteSize();
        if (size == entry.end() - entry.begin()) {
            for (long at = 0; at < size; at += CHUNK) {
                writeFully(channel, bytes.asSlice(at, Math.min(CHUNK, size - at)).asByteBuffer());
            }
        }
        return size;
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
