package dev.patchbay.bench;

import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Converts large files with the command line, in a process of its own as a person does it: a copy-only conversion against {@code cp},
 * {@code sync} and {@code cmp} of the same file, and a LoRA out of a training state of 13 GB. Linux only: memory and cached pages are asked
 * of the system.
 */
final class ConversionRun {

    private static final Path FOLDER = Path.of("app", "target", "bench");
    private static final long BYTES = 1_000_000_000L * Integer.getInteger("bench.gigabytes", 10);
    private static final int TENSORS = 1_000;
    private static final int ROUNDS = 3;
    private static final int LAYERS = 30;
    private static final int RANK = 128;
    private static final int WIDTH = 1920;

    private ConversionRun() {}

    static void run() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        copy();
        extract();
    }

    /** What a run of the command line took: seconds, and the most memory that belongs to no file. */
    private record Taken(double seconds, long anonymous) {}

    private static void copy() throws IOException, InterruptedException {
        Path source = model();
        Path rules = Files.writeString(
                FOLDER.resolve("copy.json"), "{\"patchbay\": 1, \"rules\": [{\"rename\": \"{rest:**}\", \"to\": \"model.{rest}\"}]}");
        Path copied = FOLDER.resolve("copied.safetensors");
        Path converted = FOLDER.resolve("converted.safetensors");
        for (int round = 0; round < ROUNDS; round++) {
            Files.deleteIfExists(copied);
            shell("sync");
            double system = shell("cp " + source + " " + copied + " && sync " + copied + " && cmp " + source + " " + copied);
            Files.deleteIfExists(copied);
            Files.deleteIfExists(converted);
            shell("sync");
            Taken ours = convert(source, converted, "--rules", rules.toString());
            long bytes = Files.size(converted);
            Files.delete(converted);
            System.out.printf(
                    "copy %.1f GB: cp + sync + cmp %.1f s, convert %.1f s, speed ratio %.2f, %.0f MB anonymous%n",
                    bytes / 1e9, system, ours.seconds(), system / ours.seconds(), ours.anonymous() / 1e6);
        }
    }

    private static void extract() throws IOException, InterruptedException {
        Path state = state();
        Path out = FOLDER.resolve("lora.safetensors");
        shell("sync " + state + " && dd if=" + state + " iflag=nocache count=0 status=none");
        long before = cached(state);
        Files.deleteIfExists(out);
        Taken ours = convert(state, out);
        long read = cached(state) - before;
        System.out.printf(
                "240 tensors, %.1f MB, out of %.1f GB: %.1f s, %.1f MB of the state read, %.0f MB anonymous%n",
                Files.size(out) / 1e6, Files.size(state) / 1e9, ours.seconds(), read / 1e6, ours.anonymous() / 1e6);
        Files.delete(out);
    }

    private static Taken convert(Path source, Path out, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.patchbay.launch.Main",
                "convert",
                source.toString(),
                "--to",
                "diffusers",
                "--out",
                out.toString()));
        command.addAll(List.of(more));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).redirectOutput(Redirect.DISCARD).start();
        long most = 0;
        while (process.isAlive()) {
            most = Math.max(most, anonymous(process.pid()));
            Thread.sleep(20);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException("convert ended with " + process.exitValue());
        }
        return new Taken(seconds, most);
    }

    /** Resident memory that is no mapped file. */
    private static long anonymous(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Bytes of the file that lie in the page cache: whatever anybody read of it. */
    private static long cached(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("fincore", "--bytes", "--noheadings", "--output", "RES", file.toString()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static double shell(String command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int code = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with " + code);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** A safetensors file of dense random F16 values. */
    private static Path model() throws IOException {
        Path file = FOLDER.resolve("model.safetensors");
        if (Files.exists(file) && Files.size(file) > BYTES) {
            return file;
        }
        long each = BYTES / TENSORS / 4096 * 4096;
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (int i = 0; i < TENSORS; i++) {
            header.append(",\"blocks.").append(i).append(".weight\":{\"dtype\":\"F16\",\"shape\":[2048,").append(each / 4096);
            header.append("],\"data_offsets\":[").append(i * each).append(',').append((i + 1) * each).append("]}");
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        byte[] block = new byte[1 << 22];
        new Random(5).nextBytes(block);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(BenchFiles.little(8).putLong(json.length).array());
            out.write(json);
            long end = each * TENSORS;
            for (long at = 0; at < end; at += block.length) {
                ByteBuffer.wrap(block).putLong(0, at);
                out.write(block, 0, (int) Math.min(block.length, end - at));
            }
        }
        return file;
    }

    /** A training state of SAT: the LoRA's tensors among 13 GB of others, which are holes. */
    private static Path state() throws IOException {
        Path file = FOLDER.resolve("sat-lora-state.pt");
        if (Files.exists(file)) {
            return file;
        }
        List<String> names = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            String prefix = "model.diffusion_model.transformer.layers." + layer + ".attention.";
            for (String half : List.of("A", "B")) {
                for (int part = 0; part < 3; part++) {
                    names.add(prefix + "query_key_value.matrix_" + half + "." + part);
                }
                names.add(prefix + "dense.matrix_" + half + ".0");
            }
        }
        long rest = 13_000_000_000L / 1000 / 2;
        PickleBuilder pickle = PickleBuilder.start().raw('}').text("module").raw('}', '(');
        for (int i = 0; i < names.size() + 1000; i++) {
            boolean lora = i < names.size();
            boolean up = lora && names.get(i).contains("matrix_B");
            pickle.text(lora ? names.get(i) : "conditioner.embedders.0.transformer.part_" + i + ".weight");
            pickle.global("torch._utils", "_rebuild_tensor_v2").raw('(', '(').text("storage").global("torch", "HalfStorage");
            pickle.text(Integer.toString(i)).text("cpu").number(lora ? RANK * WIDTH : rest).raw('t', 'Q').number(0);
            if (lora) {
                pickle.numbers(up ? WIDTH : RANK, up ? RANK : WIDTH).numbers(up ? RANK : WIDTH, 1);
            } else {
                pickle.numbers(rest).numbers(1);
            }
            pickle.raw(0x89).global("collections", "OrderedDict").raw(')', 'R', 't', 'R');
        }
        byte[] values = new byte[2 * RANK * WIDTH];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i += 2) {
            short half = Float.floatToFloat16((float) (0.02 * random.nextGaussian()));
            values[i] = (byte) half;
            values[i + 1] = (byte) (half >> 8);
        }
        try (SparseArchive archive = new SparseArchive(file)) {
            archive.entry("archive/data.pkl", pickle.raw('u', 's').end());
            archive.entry("archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < names.size() + 1000; i++) {
                if (i < names.size()) {
                    archive.entry("archive/data/" + i, values);
                } else {
                    archive.hole("archive/data/" + i, 2 * rest);
                }
            }
            archive.entry("archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }
}
