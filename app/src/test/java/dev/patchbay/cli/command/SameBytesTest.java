package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.loader.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written twice has the same bytes: no time, no order of threads and no name of a folder comes into a file. */
class SameBytesTest {

    private static final String REFERENCE = "src/test/resources/reference/sat-tiny-30-layers/";
    private static final String BASE = REFERENCE + "diffusers-transformer";
    private static final String SAT = REFERENCE + "sat-lora";
    private static final String ADAPTER = REFERENCE + "sat-lora-exported.safetensors";
    private static final String MODEL = REFERENCE + "sat-full";

    @TempDir
    private Path folder;

    /** Every kind of export by its name; {@code OUT} is where it goes. */
    private static Map<String, List<String>> exports() {
        Map<String, List<String>> exports = new LinkedHashMap<>();
        for (Program program : Program.values()) {
            String target = program.name().toLowerCase(Locale.ROOT);
            for (String type : List.of("keep", "f16", "bf16", "f32")) {
                List<String> words = new ArrayList<>(List.of("convert", SAT, "--base", BASE, "--to", target));
                if (!type.equals("keep")) {
                    words.addAll(List.of("--dtype", type));
                }
                exports.put(target + " " + type, words);
            }
        }
        exports.put("own metadata", List.of(
                "convert", ADAPTER, "--base", BASE, "--to", "comfyui", "--set", "b=2", "--set", "a=1", "--set", "c=3", "--unset", "x"));
        exports.put("shards", List.of("convert", MODEL, "--to", "diffusers", "--max-shard-size", "1MB"));
        exports.put("model", List.of("convert", MODEL, "--to", "diffusers"));
        exports.put("resize rank", List.of("resize", ADAPTER, "--rank", "2"));
        exports.put("resize energy", List.of("resize", ADAPTER, "--energy", "0.9"));
        exports.put("edit", List.of(
                "edit", ADAPTER, "--set", "b=2", "--set", "a=1", "--unset", "x", "--without", "**.to_k", "--strength", "**.to_v=0.3"));
        exports.put("extract", List.of("extract", "--tuned", "BAKED", "--base", BASE, "--rank", "2"));
        exports.put("extract energy", List.of("extract", "--tuned", "BAKED", "--base", BASE, "--energy", "0.9"));
        exports.put("merge", List.of("merge", ADAPTER, ADAPTER + ":0.5"));
        exports.put("merge rank", List.of("merge", ADAPTER, SAT, "--rank", "3"));
        exports.put("bake", List.of("bake", SAT, "--base", BASE));
        exports.put("bake f32", List.of("bake", SAT + ":2", "--base", BASE, "--dtype", "f32"));
        exports.put("bake into one.safetensors", List.of("bake", ADAPTER, "--base", BASE));
        return exports;
    }

    private Path write(String name, List<String> words, String where) throws IOException {
        Path made = Files.createDirectories(folder.resolve(where));
        boolean folders = name.startsWith("peft") || name.startsWith("sat") || MODEL.equals(words.get(1));
        boolean file = words.getFirst().equals("bake") ? name.endsWith(".safetensors") : !folders;
        Path out = made.resolve("out" + (file ? ".safetensors" : ""));
        List<String> all = new ArrayList<>(words);
        all.replaceAll(word -> word.equals("BAKED") ? folder.resolve("baked").toString() : word);
        all.addAll(List.of("--out", out.toString()));
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        assertThat(new PatchbayCommandLine(CommandLineForTests.SERVICES, writer, writer).run(all)).as(name + ": " + said).isLessThan(2);
        return out;
    }

    /** A model to take the base from. */
    @BeforeEach
    void bake() {
        List<String> words = List.of("bake", SAT, "--base", BASE, "--dtype", "f32", "--out", folder.resolve("baked").toString());
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        assertThat(new PatchbayCommandLine(CommandLineForTests.SERVICES, writer, writer).run(words)).as(said.toString()).isZero();
    }

    @Test
    void scriptsAndManualAreTheSameTheSecondTime() {
        for (List<String> words : List.of(
                List.of("completion", "bash"), List.of("completion", "zsh"), List.of("completion", "fish"), List.of("man"),
                List.of("man", "convert"))) {
            assertThat(printed(words)).as(words.toString()).isNotBlank().isEqualTo(printed(words));
        }
    }

    private static String printed(List<String> words) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        assertThat(new PatchbayCommandLine(CommandLineForTests.SERVICES, writer, writer).run(words)).as(said.toString()).isZero();
        return said.toString();
    }

    private static Map<String, ByteBuffer> content(Path out) throws IOException {
        Map<String, ByteBuffer> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(out.relativize(file).toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    @Test
    void everyExportIsTheSameTheSecondTime() throws IOException {
        int written = 0;
        for (Map.Entry<String, List<String>> export : exports().entrySet()) {
            Map<String, ByteBuffer> first = content(write(export.getKey(), export.getValue(), "first-" + written));
            Map<String, ByteBuffer> second = content(write(export.getKey(), export.getValue(), "later-" + written++));
            assertThat(first).as(export.getKey()).isNotEmpty();
            assertThat(second.keySet()).as(export.getKey()).isEqualTo(first.keySet());
            first.forEach((file, bytes) -> assertThat(second.get(file)).as(export.getKey() + ": " + file).isEqualTo(bytes));
        }
        assertThat(written).isEqualTo(exports().size()).isGreaterThan(25);
    }
}
