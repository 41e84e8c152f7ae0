package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDictFinderTest {

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(strings = {"module", "model", "state_dict", "model_state_dict", "ema", "ema_model", "model_ema", "ema_state_dict"})
    void aWrapperGivesNoPartOfTheName(String wrapper) throws IOException {
        names(weights(start().text(wrapper)).raw('s'), "a.w");
    }

    @Test
    void plainWeightsComeBeforeAveragedOnes() throws IOException {
        PickleBuilder pickle = start().raw('(');
        weights(pickle.text("ema"));
        tensor(pickle.text("model").raw('}').text("plain"), 6).raw('s', 'u');
        try (Checkpoint checkpoint = open(pickle)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("plain");
            assertThat(checkpoint.warnings())
                    .singleElement()
                    .hasToString(checkpoint.path() + ": the tensors under \"ema\" lie outside the state dict; they are left aside.");
        }
    }

    @Test
    void wrappersInWrappersAndListsOfOneAreTakenOff() throws IOException {
        names(weights(start().text("state_dict").raw('}').text("model")).raw('s', 's'), "a.w");
        names(weights(PickleBuilder.start().raw(']')).raw('a'), "a.w");
        names(weights(start().text("model").raw(']', '(').number(7)).raw('e', 's'), "a.w");
    }

    @Test
    void anInnerWrapperBesideOtherTensorsIsAPartOfTheModel() throws IOException {
        PickleBuilder pickle = start().text("state_dict").raw('}', '(');
        weights(pickle.text("model"));
        tensor(pickle.text("head"), 6).raw('u', 's');
        names(pickle, "model.a.w", "head");
    }

    @Test
    void dictsOfAListAreNumbered() throws IOException {
        names(weights(weights(PickleBuilder.start().raw(']', '('))).raw('e'), "0.a.w", "1.a.w");
    }

    @Test
    void theStateOfAnOptimizerIsNotTakenForWeights() throws IOException {
        PickleBuilder pickle = weights(start().raw('(').text("optimizer_state_dict")).text("ds_version").text("0.15").raw('u');
        Refusal.expect(
                write(pickle),
                "this file holds the state of an optimizer and no weights; open the file of the model states beside it.");
    }

    @Test
    void parametersThatZero3LeftEmptyAreExplained() throws IOException {
        PickleBuilder pickle = start().raw('(').text("module").raw('}', '(');
        tensor(pickle.text("parameter"), 0);
        tensor(pickle.text("buffer"), 6).raw('u');
        pickle.text("buffer_names").raw(']').text("buffer").raw('a').text("param_shapes").raw(']', 'u');
        Refusal.expect(
                write(pickle),
                "the weights are split over several files (DeepSpeed ZeRO-3) and this one holds none of them; join them with "
                        + "zero_to_fp32.py, which DeepSpeed leaves beside the checkpoint, and open what it writes.");
    }

    @Test
    void aModuleNamesItsTensorsAsItsStateDictDoes() throws IOException {
        PickleBuilder pickle = PickleBuilder.start().global("__main__", "Net").raw(')', 0x81, '}', '(');
        tensor(pickle.text("_parameters").raw('}').text("scale"), 6).raw('s');
        pickle.text("_buffers").raw('}', '(');
        tensor(pickle.text("mean"), 6);
        tensor(pickle.text("cache"), 6).raw('u');
        pickle.text("_non_persistent_buffers_set").global("__builtin__", "set").raw(']').text("cache").raw('a', 0x85, 'R');
        pickle.text("_modules").raw('}').text("model").global("__main__", "Part").raw(')', 0x81, '}', '(');
        tensor(pickle.text("_parameters").raw('}').text("w"), 6).raw('s');
        pickle.text("_buffers").raw('}').text("_modules").raw('}', 'u', 'b', 's', 'u', 'b');
        try (Checkpoint checkpoint = open(pickle)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("scale", "mean", "model.w");
        }
    }

    @Test
    void trainingStateBesideWeightsWithoutAWrapperIsLeftAside() throws IOException {
        PickleBuilder pickle = start().raw('(');
        weights(pickle.text("net"));
        names(weights(pickle.text("optimizer")).raw('u'), "net.a.w");
    }

    @Test
    void theStateDictOfAnOptimizerIsExplained() throws IOException {
        PickleBuilder pickle = start().raw('(');
        weights(pickle.text("state")).text("param_groups").raw(']', 'u');
        Refusal.expect(
                write(pickle), "this file holds the state of an optimizer and no weights; open the file of the model states beside it.");
    }

    @Test
    void whatContainsItselfBesideTheWeightsDoesNoHarm() throws IOException {
        PickleBuilder pickle = start().raw('q', 0, '(');
        tensor(pickle.text("w"), 6).text("trainer").raw('h', 0, 'u');
        names(pickle, "w");
    }

    @Test
    void aLongListOfNumbersBesideTheWeightsCountsAsOneValue() throws IOException {
        PickleBuilder pickle = start().raw('(');
        tensor(pickle.text("w"), 6).text("order").raw(']');
        for (int batch = 0; batch < 10; batch++) {
            pickle.raw('(');
            for (int i = 0; i < 100; i++) {
                pickle.raw('K', i);
            }
            pickle.raw('e');
        }
        ReadLimits fewValues = new ReadLimits(10_000, 10, 10, 10_000, 200);
        try (Checkpoint checkpoint = TestOpener.with(fewValues).open(write(pickle.raw('u')))) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("w");
        }
    }

    @Test
    void wrappersWithoutEndHoldNothing() throws IOException {
        Refusal.expect(
                write(PickleBuilder.start().raw('}', 'q', 0).text("module").raw('h', 0, 's')),
                "the pickle holds no state dict with tensors.");
    }

    @Test
    void aFileWithAWholePipelineIsRecognisedButNotATrainingStateOfSat() throws IOException {
        assertThat(layout("model.diffusion_model.input_blocks.0.0.weight", "first_stage_model.decoder.conv_in.weight"))
                .isEqualTo(CheckpointLayout.COMFYUI_FILE);
        assertThat(layout("model.diffusion_model.transformer.layers.0.w", "first_stage_model.decoder.conv_in.weight"))
                .isEqualTo(CheckpointLayout.SINGLE_FILE);
        assertThat(layout("model.diffusion_model.input_blocks.0.0.weight", "w")).isEqualTo(CheckpointLayout.SINGLE_FILE);
    }

    private CheckpointLayout layout(String one, String other) throws IOException {
        PickleBuilder pickle = start().raw('(');
        tensor(pickle.text(one), 6);
        tensor(pickle.text(other), 6).raw('u');
        try (Checkpoint checkpoint = open(pickle)) {
            return checkpoint.layout();
        }
    }

    private void names(PickleBuilder pickle, String... names) throws IOException {
        try (Checkpoint checkpoint = open(pickle)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys(names);
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    private static PickleBuilder start() {
        return PickleBuilder.start().raw('}');
    }

    /** {@code {"a": {"w": tensor}}}. */
    private static PickleBuilder weights(PickleBuilder pickle) {
        return tensor(pickle.raw('}').text("a").raw('}').text("w"), 6).raw('s', 's');
    }

    private static PickleBuilder tensor(PickleBuilder pickle, long elements) {
        return pickle.tensor("ByteStorage", "0", 0, new long[] {elements}, new long[] {1});
    }

    private Checkpoint open(PickleBuilder pickle) throws IOException {
        return TestOpener.OPENER.open(write(pickle));
    }

    private Path write(PickleBuilder pickle) throws IOException {
        return TorchFile.write(folder.resolve("test.pt"), pickle.end(), new byte[6]);
    }
}
