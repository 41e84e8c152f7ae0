package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code watch} beside a program that writes. */
@Timeout(120)
class WatchCommandTest {

    private static final String REFERENCE = "src/test/resources/reference/sat-tiny-30-layers/";
    private static final String BASE = REFERENCE + "diffusers-transformer";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path drop = Path.of("");
    private byte[] adapter = {};

    private int run(String... arguments) {
        return new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }

    @BeforeEach
    void anAdapterAndAFolder() throws IOException {
        drop = Files.createDirectories(folder.resolve("drop"));
        Path made = folder.resolve("made.safetensors");
        assertThat(run("convert", REFERENCE + "sat-lora", "--to", "diffusers", "--out", made.toString())).isZero();
        adapter = Files.readAllBytes(made);
        out.getBuffer().setLength(0);
    }

    private void waitUntilSaid(String words) throws InterruptedException {
        while (!out.toString().contains(words)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Half of a file is waited for, and nothing is made of it. */
    @Test
    void aFileThatIsWrittenInPiecesIsTakenOnceItIsWhole() throws Exception {
        Path results = folder.resolve("results");
        CompletableFuture<Integer> watch = CompletableFuture.supplyAsync(() -> run(
                "watch", drop.toString(), "--base", BASE, "--convert", "comfyui", "--out-dir", results.toString(), "--count", "1",
                "--settle", "0.1"));
        waitUntilSaid("Watching");
        Path file = drop.resolve("step-100.safetensors");
        Files.write(file, Arrays.copyOf(adapter, adapter.length / 2));
        waitUntilSaid("step-100.safetensors to be whole");
        assertThat(watch).isNotDone();
        assertThat(results).isEmptyDirectory();

        Files.write(file, Arrays.copyOfRange(adapter, adapter.length / 2, adapter.length), StandardOpenOption.APPEND);

        assertThat(watch.get()).as(out + "\n" + err).isZero();
        assertThat(results.resolve("step-100.safetensors")).isRegularFile();
        assertThat(file).hasBinaryContent(adapter);
    }

    @Test
    void whatLiesThereAlreadyCountsAndJsonTellsEach() throws IOException {
        Files.write(drop.resolve("a.safetensors"), adapter);
        Files.write(drop.resolve("b.safetensors"), adapter);
        assertThat(run("watch", drop.toString(), "--base", BASE, "--count", "2", "--settle", "0", "--json")).as(err.toString()).isZero();
        JsonNode report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.at("/results").size()).isEqualTo(2);
        assertThat(report.at("/results/0/check/verdicts/diffusers/outcome").asString()).isEqualTo("applies");
        assertThat(report.at("/results/1/in").asString()).endsWith("b.safetensors");
    }

    @Test
    void whatCannotBeWatchedIsOneSentence() {
        assertThat(run("watch", folder + "/none", "--base", BASE)).isEqualTo(2);
        assertThat(err.toString()).contains("no folder").hasLineCount(1);
        assertThat(run("watch", drop.toString(), "--base", BASE, "--convert", "peft")).isEqualTo(2);
        assertThat(run("watch", drop.toString(), "--base", BASE, "--convert", "peft", "--out-dir", drop.toString())).isEqualTo(2);
        assertThat(run("watch", drop.toString(), "--base", BASE, "--settle", "-1")).isEqualTo(2);
    }
}
