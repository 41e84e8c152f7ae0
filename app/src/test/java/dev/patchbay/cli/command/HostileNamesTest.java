package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.message.PlainText;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A name can neither begin a line of its own in a report, nor command the terminal; the JSON says the very name. */
class HostileNamesTest {

    private static final String FORGED = "VERIFIED";
    private static final String EVIL = "q\n" + FORGED + " all is well\r\u001b[2J\u202E\u009b31m\u2028" + FORGED;

    @TempDir
    private Path folder;

    private Path adapter() throws IOException {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        String block = "transformer.transformer_blocks.0.attn1.to_";
        for (String name : List.of(block + "q", block + EVIL, EVIL)) {
            made.tensor(name + ".lora_A.weight", 4, 1920).tensor(name + ".lora_B.weight", 1920, 4);
        }
        made.tensor("stray" + EVIL, 3).metadata("ss_" + EVIL, EVIL);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.build().tensors().forEach((name, tensor) -> tensors.put(name, tensor.data()));
        Path file = folder.resolve("adapter.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, made.build().metadata(), channel);
        }
        return file;
    }

    private static String said(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
        return out + "\n" + err;
    }

    @Test
    void noLineOfAnyReportBeginsWithWhatANameSays() throws IOException {
        String file = adapter().toString();
        Path rules = folder.resolve("own.json");
        Files.writeString(rules, "{\"patchbay\":1,\"rules\":[{\"drop\":\"nothing\"}]}");
        List<String> reports = new ArrayList<>();
        reports.add(said("inspect", file));
        reports.add(said("inspect", file, "--values"));
        reports.add(said("check", file, "--base", "cogvideox-2b"));
        reports.add(said("suggest", file, "--base", "cogvideox-2b"));
        reports.add(said("diff", file, file));
        for (String target : List.of("diffusers", "comfyui", "kohya", "peft")) {
            reports.add(said("convert", file, "--base", "cogvideox-2b", "--to", target, "--out", folder.resolve(target + ".x").toString()));
        }
        String out = folder.resolve("r.safetensors").toString();
        reports.add(said("convert", file, "--rules", rules.toString(), "--to", "comfyui", "--out", out));
        reports.add(said("resize", file, "--rank", "2", "--out", folder.resolve("small.safetensors").toString()));
        reports.add(said("edit", file, "--strength", "**=0.5", "--out", folder.resolve("edited.safetensors").toString()));
        reports.add(said("edit", file, "--without", "**.to_q*.**", "--out", folder.resolve("fewer.safetensors").toString()));
        reports.add(said("extract", "--tuned", file, "--base", file, "--rank", "1", "--out", folder.resolve("x.safetensors").toString()));
        Path alone = Files.createDirectories(folder.resolve("alone"));
        Files.copy(Path.of(file), alone.resolve("a.safetensors"));
        reports.add(said("watch", alone.toString(), "--base", "cogvideox-2b", "--count", "1", "--settle", "0"));
        String csv = folder.resolve("report.csv").toString();
        reports.add(said("batch", "check", "--in", alone.toString(), "--base", "cogvideox-2b", "-j", "2", "--report", csv));
        reports.add(Files.readString(Path.of(csv)));
        reports.add(said("merge", file + "=1", file + "=0.5", "--out", folder.resolve("merged.safetensors").toString()));

        assertThat(reports).anyMatch(report -> report.contains("U+202E"));
        assertThat(reports).allSatisfy(report -> {
            assertThat(PlainText.of(report)).isEqualTo(report.replace("\r\n", "\n"));
            assertThat(report.lines()).noneMatch(line -> line.strip().startsWith(FORGED));
        });
    }

    @Test
    void metadataAsLongAsABookIsOneLineOfTheReport() throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        new SyntheticCheckpoint().tensor("a.lora_A.weight", 4, 8).tensor("a.lora_B.weight", 8, 4).build().tensors()
                .forEach((name, tensor) -> tensors.put(name, tensor.data()));
        Path file = folder.resolve("long.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of("workflow", "begin" + "x".repeat(100_000) + "end"), channel);
        }
        assertThat(said("inspect", file.toString())).hasSizeLessThan(3_000).containsPattern("workflow = beginx+ … x+end");
        assertThat(said("inspect", file.toString(), "--json")).hasSizeGreaterThan(100_000);
    }

    @Test
    void jsonHoldsTheNameAndNoCharacterThatCommands() throws IOException {
        String json = said("inspect", adapter().toString(), "--json").strip();
        assertThat(PlainText.of(json)).isEqualTo(json);
        assertThat(json).contains("\\u009b", "\\u202e", "\\u2028");
        assertThat(JsonMapper.shared().readTree(json).isObject()).isTrue();
    }
}
