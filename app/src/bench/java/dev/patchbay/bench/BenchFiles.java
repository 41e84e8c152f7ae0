package dev.patchbay.bench;

import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The files that are measured, made once in {@code target/bench}; large ones are sparse and take no room. */
final class BenchFiles {

    private static final Path FOLDER = Path.of("app", "target", "bench");
    private static final long PT_BYTES = 13_000_000_000L;
    private static final int PT_TENSORS = 7_000;
    private static final long F16_ELEMENTS = 1L << 28;

    private BenchFiles() {}

    /** A safetensors file of so many small F16 tensors, with names as a transformer has them. */
    static Path safetensors(int tensors) throws IOException {
        Path file = file("header-" + tensors + ".safetensors");
        if (Files.exists(file)) {
            return file;
        }
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (int i = 0; i < tensors; i++) {
            header.append(",\"").append(name(i)).append("\":{\"dtype\":\"F16\",\"shape\":[4,2],\"data_offsets\":[");
            header.append(16L * i).append(',').append(16L * (i + 1)).append("]}");
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(little(8).putLong(json.length).array());
            out.write(json);
            out.setLength(8 + json.length + 16L * tensors);
        }
        return file;
    }

    /** A safetensors file of one tensor, 512 MiB of F16, dense: random values as weights have them. */
    static Path halves() throws IOException {
        Path file = file("halves.safetensors");
        if (Files.exists(file)) {
            return file;
        }
        long bytes = 2 * F16_ELEMENTS;
        String header = "{\"weight\":{\"dtype\":\"F16\",\"shape\":[" + F16_ELEMENTS + "],\"data_offsets\":[0," + bytes + "]}}";
        Random random = new Random(7);
        ByteBuffer block = little(1 << 20);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(little(8).putLong(header.length()).array());
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < block.capacity(); i += 2) {
                block.putShort(i, Float.floatToFloat16((float) (0.02 * random.nextGaussian())));
            }
            for (long at = 0; at < bytes; at += block.capacity()) {
                out.write(block.array());
            }
        }
        return file;
    }

    /** A torch archive of 13 GB in 7,000 F16 tensors, as a training state is. */
    static Path torchArchive() throws IOException {
        Path file = file("state.pt");
        if (Files.exists(file)) {
            return file;
        }
        long elements = PT_BYTES / PT_TENSORS / 2;
        PickleBuilder pickle = PickleBuilder.start().raw('}', '(');
        for (int i = 0; i < PT_TENSORS; i++) {
            pickle.text(name(i)).global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage").global("torch", "HalfStorage");
            pickle.text(Integer.toString(i)).text("cpu").number(elements).raw('t', 'Q').number(0).numbers(elements).numbers(1);
            pickle.raw(0x89).global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
        }
        try (SparseArchive archive = new SparseArchive(file)) {
            archive.entry("archive/data.pkl", pickle.raw('u').end());
            archive.entry("archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < PT_TENSORS; i++) {
                archive.hole("archive/data/" + i, 2 * elements);
            }
            archive.entry("archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private static String name(int i) {
        return "model.diffusion_model.transformer.layers." + i / 14 + ".attention.part_" + i % 14 + ".weight";
    }

    private static Path file(String name) throws IOException {
        return Files.createDirectories(FOLDER).resolve(name);
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
