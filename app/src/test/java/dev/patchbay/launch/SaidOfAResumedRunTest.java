package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.inspection.values.ResumedRun;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.QueuedExecutor;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.ui.compare.CompareModel;
import dev.patchbay.ui.compare.Comparing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command {@code diff} and the place Compare judge a training that should have gone on alike, word by word. */
class SaidOfAResumedRunTest {

    private static final int SIZE = 24;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"MOVED, CONTINUES", "RESET, FRESH_START", "OTHER_START, FRESH_START", "OTHER_RANK, CONTINUES", "OTHER_MODULE, UNRELATED"})
    void bothSayTheSame(Later kind, ResumedRun.Continuation outcome) throws IOException {
        Path earlier = write("1000.safetensors", pair("a", random(1, 4), random(2, 4), 4));
        Path later = write("2000.safetensors", kind.made());

        ResumedRun inWindow = compared(earlier, later);
        assertThat(inWindow.outcome()).isEqualTo(outcome);
        List<String> words = inWindow.findings().stream().map(Message::text).toList();
        assertThat(words).isNotEmpty();
        assertThat(diff(earlier, later)).contains(words);
        JsonNode json = JsonMapper.shared().readTree(diff(earlier, later, "--json"));
        assertThat(json.get("run").asString()).isEqualToIgnoringCase(outcome.name());
        List<String> reasons = json.get("fresh_start").valueStream().map(JsonNode::asString).toList();
        assertThat(reasons).isEqualTo(outcome == ResumedRun.Continuation.FRESH_START ? words : List.of());
    }

    enum Later {
        MOVED, RESET, OTHER_START, OTHER_RANK, OTHER_MODULE;

        private SyntheticCheckpoint made() {
            return switch (this) {
                case MOVED -> pair("a", moved(random(1, 4)), random(2, 4), 4);
                case RESET -> pair("a", random(1, 4), new float[4 * SIZE], 4);
                case OTHER_START -> pair("a", random(8, 4), random(9, 4), 4);
                case OTHER_RANK -> pair("a", random(1, 5), random(2, 4, 5), 5);
                case OTHER_MODULE -> pair("b", random(1, 4), random(2, 4), 4);
            };
        }
    }

    private static ResumedRun compared(Path earlier, Path later) {
        CompareModel model = new CompareModel(QueuedExecutor.immediate(), TestOpener.OPENER, () -> KnownRules.BUILT_IN);
        model.leftProperty().set(Optional.of(earlier));
        model.rightProperty().set(Optional.of(later));
        assertThat(model.comparingProperty().get()).isInstanceOf(Comparing.Done.class);
        return ((Comparing.Done) model.comparingProperty().get()).result().run().orElseThrow();
    }

    private static String diff(Path earlier, Path later, String... more) {
        StringWriter out = new StringWriter();
        PrintWriter printed = new PrintWriter(out);
        List<String> arguments = new ArrayList<>(List.of("diff", earlier.toString(), later.toString()));
        arguments.addAll(List.of(more));
        new PatchbayCommandLine(CommandLineForTests.SERVICES, printed, printed).run(arguments);
        return out.toString();
    }

    private static SyntheticCheckpoint pair(String module, float[] down, float[] up, int rank) {
        return new SyntheticCheckpoint()
                .values("transformer." + module + ".lora_A.weight", DType.F32, down, rank, SIZE)
                .values("transformer." + module + ".lora_B.weight", DType.F32, up, SIZE, rank);
    }

    private static float[] random(long seed, int rank) {
        Random random = new Random(seed);
        float[] values = new float[rank * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** An up matrix {@code [SIZE, rank]} whose first columns are those of the narrower one. */
    private static float[] random(long seed, int narrow, int rank) {
        float[] few = random(seed, narrow);
        float[] values = new float[rank * SIZE];
        for (int row = 0; row < SIZE; row++) {
            System.arraycopy(few, row * narrow, values, row * rank, narrow);
        }
        return values;
    }

    private static float[] moved(float[] values) {
        values[0] += 0.5f;
        return values;
    }

    private Path write(String name, SyntheticCheckpoint made) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.build().tensors().forEach((tensor, stored) -> tensors.put(tensor, stored.data()));
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file;
    }
}
