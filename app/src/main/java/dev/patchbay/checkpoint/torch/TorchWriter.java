package dev.patchbay.checkpoint.torch;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.storage.TorchTypes;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a state dict as {@code torch.save} has done since PyTorch 1.6: a zip archive with a pickle and uncompressed storages, each
 * aligned to 64 bytes so that it can be mapped. At most one tensor is in memory. That an incomplete file does not remain is up to the
 * caller, who provides the channel.
 */
public final class TorchWriter {

    private static final String FOLDER = "archive/";
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER = 30;

    /** Length of identifier and length at the start of every extra field. */
    private static final int FIELD_HEADER = 4;

    /** Identifier of PyTorch's padding. */
    private static final int PADDING_FIELD = 0x4246;

    /**
     * Bytes per write. With 1 MiB, Linux allocates large pages for a new file, and 4 GB took 10 to 12 s instead of 2 to 4 s with this
     * size.
     */
    private static final int CHUNK = 1 << 16;

    private final Counted counted;
    private final ZipOutputStream zip;

    private TorchWriter(WritableByteChannel channel) {
        this.counted = new Counted(Channels.newOutputStream(channel));
        this.zip = new ZipOutputStream(counted);
        zip.setMethod(ZipOutputStream.STORED);
    }

    /**
     * Writes the whole file.
     *
     * @param key of the dict that contains the tensors: {@code module} for SAT, {@code state_dict} for its VAE; empty for none
     * @param tensors by name; dtype and shape are those of the data
     * @throws CheckpointException if torch has no storage for a dtype
     * @throws IOException if a tensor cannot be read (twice, since its checksum comes first) or the channel fails
     */
    public static void write(Map<String, ? extends TensorData> tensors, String key, WritableByteChannel channel) throws IOException {
        List<TensorInfo> infos = new ArrayList<>(tensors.size());
        List<TensorData> values = new ArrayList<>(tensors.values());
        for (Map.Entry<String, ? extends TensorData> tensor : tensors.entrySet()) {
            DType type = tensor.getValue().dtype();
            if (TorchTypes.storage(type).isEmpty()) {
                throw new CheckpointException(Message.of("checkpoint.torch.noStorage", tensor.getKey(), type));
            }
            infos.add(new TensorInfo(tensor.getKey(), type, tensor.getValue().shape()));
        }
        TorchWriter writer = new TorchWriter(channel);
        writer.entry("data.pkl", MemorySegment.ofArray(StateDictPickle.write(key, infos)));
        writer.entry("byteorder", text("little"));
        for (int i = 0; i < infos.size(); i++) {
            writer.tensor("data/" + i, values.get(i));
        }
        writer.entry("version", text("3\n"));
        writer.zip.finish();
        writer.zip.flush();
    }

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void tensor(String name, TensorData data) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            data.read(arena, bytes -> {
                entry(name, bytes);
                return true;
            });
        }
    }

    private void entry(String name, MemorySegment bytes) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setSize(bytes.byteSize());
        entry.setCompressedSize(bytes.byteSize());
        entry.setCrc(checksum(bytes));
        // A fixed time, so that the same tensors give the same bytes; zip dates start in 1980.
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        entry.setExtra(padding(entry.getName().length()));
        zip.putNextEntry(entry);
        byte[] chunk = new byte[(int) Math.min(CHUNK, bytes.byteSize())];
        for (long at = 0; at < bytes.byteSize(); at += chunk.length) {
            int count = (int) Math.min(chunk.length, bytes.byteSize() - at);
            MemorySegment.copy(bytes, at, MemorySegment.ofArray(chunk), 0, count);
            zip.write(chunk, 0, count);
        }
        zip.closeEntry();
        zip.flush();
    }

    /** An extra field that aligns the data to 64 bytes. */
    private byte[] padding(int nameLength) {
        long start = counted.count + LOCAL_HEADER + nameLength + FIELD_HEADER;
        int length = (int) Math.floorMod(-start, (long) ALIGNMENT);
        ByteBuffer field = ByteBuffer.allocate(FIELD_HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        return field.putShort((short) PADDING_FIELD).putShort((short) length).array();
    }

    private static long checksum(MemorySegment bytes) {
        CRC32 crc = new CRC32();
        for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
            crc.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at)).asByteBuffer());
        }
        return crc.getValue();
    }

    /** Counts the bytes written. */
    private static final class Counted extends FilterOutputStream {

        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }
    }
}
