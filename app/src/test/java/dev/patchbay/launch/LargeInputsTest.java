package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs far beyond what people have are read, or refused with a sentence, in a JVM of 512 MB. Pickles: {@code PickleMemoryTest}. */
@Tag("long")
class LargeInputsTest {

    @TempDir
    private Path folder;

    private static String inspected(Path path) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-Duser.language=en", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "inspect", path.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream in = process.getInputStream()) {
            String said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isLessThan(2);
            return said;
        }
    }

    /** A file of float16 tensors `[2, 2]`, all zero. */
    private static void write(Path file, List<String> names, String metadata) throws IOException {
        StringBuilder header = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            header.append("\"__metadata__\":{\"network_args\":\"").append(metadata).append("\"},");
        }
        int at = 0;
        for (String name : names) {
            header.append('"').append(name).append("\":{\"dtype\":\"F16\",\"shape\":[2,2],\"data_offsets\":[").append(at).append(',');
            at += 8;
            header.append(at).append("]},");
        }
        header.setCharAt(header.length() - 1, '}');
        byte[] bytes = header.toString().getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length).array());
            out.write(bytes);
            out.setLength(8L + bytes.length + at);
        }
    }

    private static List<String> adapter(int modules) {
        return IntStream.range(0, modules).boxed()
                .flatMap(module -> Stream.of("lora_down", "lora_up", "alpha_like")
                        .map(part -> "lora_unet_transformer_blocks_" + module / 8 + "_attn1_to_" + "qkvo".charAt(module % 4) + "_"
                                + module % 8 + "." + part + ".weight"))
                .toList();
    }

    @Test
    void anIndexOfFourHundredThousandTensors() throws IOException, InterruptedException {
        List<String> map = new ArrayList<>();
        for (int shard = 0; shard < 10; shard++) {
            int first = shard * 40_000;
            List<String> names = IntStream.range(first, first + 40_000).mapToObj(i -> "blocks." + i / 100 + ".part" + i % 100).toList();
            String file = "model-%05d-of-00010.safetensors".formatted(shard + 1);
            write(folder.resolve(file), names, "");
            names.forEach(name -> map.add("\"" + name + "\":\"" + file + "\""));
        }
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"metadata\":{},\"weight_map\":{" + String.join(",", map) + "}}");
        assertThat(inspected(index)).contains("400000 tensors");
    }

    @Test
    void anAdapterOfSixtyThousandTensors() throws IOException, InterruptedException {
        Path file = folder.resolve("kohya.safetensors");
        write(file, adapter(20_000), "");
        assertThat(inspected(file)).contains("60000 tensors");
    }

    @Test
    void metadataOfFourMegabytes() throws IOException, InterruptedException {
        Path file = folder.resolve("metadata.safetensors");
        write(file, adapter(2), "algo=lokr ".repeat(400_000));
        assertThat(inspected(file)).contains("6 tensors").hasSizeLessThan(20_000);
    }

    @Test
    void aFolderOfAHundredThousandFiles() throws IOException, InterruptedException {
        for (int i = 0; i < 100_000; i++) {
            Files.createFile(folder.resolve("note" + i + ".txt"));
        }
        write(folder.resolve("adapter_model.safetensors"), adapter(2), "");
        Files.writeString(folder.resolve("adapter_config.json"), "{\"r\": 2, \"lora_alpha\": 2}");
        assertThat(inspected(folder)).contains("6 tensors");
    }
}
