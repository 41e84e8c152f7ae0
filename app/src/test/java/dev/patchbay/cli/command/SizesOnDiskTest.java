package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes in reports, as text and as JSON, are those that the files have on the disk: of one file, of shards, and of folders. */
class SizesOnDiskTest {

    private static final String REFERENCE = "src/test/resources/reference/sat-tiny-30-layers/";
    private static final String BASE = REFERENCE + "diffusers-transformer";
    private static final String ADAPTER = REFERENCE + "sat-lora-exported.safetensors";
    private static final Pattern IN_TEXT = Pattern.compile("(\\d+) bytes");
    private static final Pattern IN_JSON = Pattern.compile("\"bytes\" ?: ?(\\d+)");

    @TempDir
    private Path folder;

    private static String said(List<String> command) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int code = new PatchbayCommandLine(CommandLineForTests.SERVICES, writer, writer).run(command);
        assertThat(code).as("%s: %s", command, out).isLessThan(2);
        return out.toString();
    }

    private static long told(Pattern pattern, String report) {
        Matcher found = pattern.matcher(report);
        assertThat(found.find()).as(report).isTrue();
        return Long.parseLong(found.group(1));
    }

    /** Bytes of all files under a path whose names end so. */
    private static long size(Path path, String end) throws IOException {
        try (Stream<Path> walk = Files.walk(path)) {
            long sum = 0;
            for (Path file : walk.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(end)).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    private static void inspected(Path path, String end) throws IOException {
        long size = size(path, end);
        assertThat(told(IN_TEXT, said(List.of("inspect", path.toString())))).isEqualTo(size);
        assertThat(told(IN_JSON, said(List.of("inspect", path.toString(), "--json")))).isEqualTo(size);
    }

    @Test
    void inspectTellsTheSizeOfAFileOfAFolderAndOfShards() throws IOException {
        inspected(Path.of(ADAPTER), "");
        inspected(Path.of(BASE), ".safetensors");
        inspected(Path.of(REFERENCE + "sat-lora"), ".pt");
        Path shards = folder.resolve("shards");
        said(List.of("convert", REFERENCE + "sat-full", "--to", "diffusers", "--max-shard-size", "1MB", "--out", shards.toString()));
        try (Stream<Path> files = Files.list(shards)) {
            assertThat(files.filter(file -> file.toString().endsWith(".safetensors")).count()).isGreaterThan(1);
        }
        inspected(shards, ".safetensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "convert " + ADAPTER + " --base " + BASE + " --to comfyui",
        "convert " + ADAPTER + " --base " + BASE + " --to peft",
        "convert " + REFERENCE + "sat-full --to diffusers",
        "convert " + REFERENCE + "sat-full --to diffusers --max-shard-size 1MB",
        "resize " + ADAPTER + " --rank 2",
        "edit " + ADAPTER + " --without **.to_k",
        "merge " + ADAPTER + " " + ADAPTER,
        "bake " + ADAPTER + " --base " + BASE,
    })
    void anExportTellsWhatItWrote(String command) throws IOException {
        for (Pattern pattern : List.of(IN_TEXT, IN_JSON)) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            boolean folders = command.contains("sat-full") || command.contains("peft") || command.startsWith("bake");
            Path out = folder.resolve((pattern == IN_JSON ? "json" : "text") + (folders ? "" : ".safetensors"));
            words.addAll(List.of("--out", out.toString()));
            if (pattern == IN_JSON) {
                words.add("--json");
            }
            assertThat(told(pattern, said(words))).isEqualTo(size(out, ""));
        }
    }
}
