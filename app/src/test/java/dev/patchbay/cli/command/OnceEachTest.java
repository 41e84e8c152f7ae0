package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command inspects its file at most once and tries once which rules may mend its names. Counted by the virtual machine: Flight Recorder's
 * {@code jdk.MethodTrace} has an event for every call. The file is one that no known rule set does all of: kohya's suffixes behind a
 * prefix of its own.
 */
class OnceEachTest {

    private static final String REFERENCE = "src/test/resources/reference/sat-tiny-30-layers/";
    private static final String BASE = REFERENCE + "diffusers-transformer";
    private static final String INSPECTION = "dev.patchbay.inspection.Inspection";
    private static final String TRIALS = "dev.patchbay.inspection.fix.RuleTrials";

    @TempDir
    private Path folder;

    private Path prefixed = Path.of("");

    private static int run(String... arguments) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return new PatchbayCommandLine(CommandLineForTests.SERVICES, nowhere, nowhere).run(List.of(arguments));
    }

    @BeforeEach
    void makeFile() throws IOException {
        Path plain = folder.resolve("plain.safetensors");
        prefixed = folder.resolve("prefixed.safetensors");
        assertThat(run("convert", REFERENCE + "sat-lora", "--to", "diffusers", "--out", plain.toString())).isZero();
        try (Checkpoint checkpoint = CommandLineForTests.SERVICES.opener().open(plain);
                FileChannel channel = FileChannel.open(prefixed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            for (StoredTensor tensor : checkpoint.tensors().values()) {
                tensors.put(prefixed(tensor.info().name()), tensor.data());
            }
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
    }

    private static String prefixed(String name) {
        return name.replace("transformer.transformer_blocks", "net.transformer_blocks")
                .replace("lora_A", "lora_down")
                .replace("lora_B", "lora_up");
    }

    /** How often methods of these classes are called while a command runs. */
    private Map<String, Long> calls(String... arguments) throws IOException {
        Path file = folder.resolve("calls.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.MethodTrace")
                    .withThreshold(Duration.ZERO)
                    .with("filter", INSPECTION + "::inspect;" + TRIALS + "::attempts");
            recording.start();
            run(arguments);
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .map(event -> event.<RecordedMethod>getValue("method").getType().getName())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void aCheckInspectsAndTriesRulesOnce() throws IOException {
        Map<String, Long> calls = calls("check", prefixed.toString(), "--base", BASE);
        assertThat(calls).containsEntry(INSPECTION, 1L).containsEntry(TRIALS, 1L);
    }

    @Test
    void aConversionTriesRulesOnceAndNeedsNoInspection() throws IOException {
        Path out = folder.resolve("out.safetensors");
        Map<String, Long> calls = calls("convert", prefixed.toString(), "--base", BASE, "--to", "diffusers", "--out", out.toString());
        assertThat(out).exists();
        assertThat(calls).doesNotContainKey(INSPECTION).containsEntry(TRIALS, 1L);
    }
}
