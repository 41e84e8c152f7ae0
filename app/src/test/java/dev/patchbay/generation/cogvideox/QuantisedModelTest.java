package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Models whose weights are stored as codes, as people with little memory have them: computed block by block, in the background. */
@Tag("torch")
class QuantisedModelTest {

    private Reference reference;

    @BeforeEach
    void open() {
        reference = new Reference("cogvideox-5b");
    }

    @AfterEach
    void close() throws Exception {
        reference.close();
    }

    private Components components(Quantised kind) throws Exception {
        return new Components(
                ModelFiles.folder(PipelineConfigJson.read(reference.folder()), kind.opener("transformer")),
                Devices.choose(DeviceChoice.CPU),
                Optional.empty());
    }

    private float[] predict(Components components, Residency residency) throws Exception {
        TorchEngine.prepareThread(1);
        LatentGrid grid = LatentGrid.of(components.config(), reference.request(SchedulerKind.DDIM));
        try (PtNDManager run = components.manager().newSubManager(components.manager().getDevice());
                Component.Use<Transformer> transformer = components.transformer().use(residency, Cancellation.NEVER);
                AppliedDeltas none = Transformer.adapters(components.config().transformer()).apply(run, List.of())) {
            Positions positions = Positions.of(run, components.config().transformer(), grid);
            PtNDArray latents = first(run, "transformer.hidden_states");
            PtNDArray text = first(run, "transformer.encoder_hidden_states");
            int timestep = (int) reference.longs("transformer.timestep")[0];
            return transformer.model().predict(run, latents, text, timestep, positions, none, Cancellation.NEVER).toFloatArray();
        }
    }

    private PtNDArray first(PtNDManager run, String name) {
        PtNDArray whole = (PtNDArray) run.create(reference.floats(name), new Shape(reference.shape(name).toArray()));
        return (PtNDArray) whole.get("0:1");
    }

    private float[] expected(int length) {
        return Arrays.copyOf(reference.floats("transformer.output"), length);
    }

    /** How far from float32 weights one call is: what the codes lose, whatever reads them. */
    @ParameterizedTest
    @CsvSource({"SCALED_F8, F32, 0.1", "SCALED_F8, BF16, 0.1", "Q8_0, F32, 0.02", "Q8_0, F16, 0.02", "Q4_K, F32, 0.4"})
    void codesChangeThePredictionByWhatTheyLose(Quantised kind, DType dtype, double limit) throws Exception {
        try (Components components = components(kind)) {
            float[] found = predict(components, new Residency(dtype, 0, false));
            assertThat(Reference.error(kind + " " + dtype, found, expected(found.length))).isBetween(1e-4, limit);
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockByBlockAndKeptAreTheSameToTheLastBit(Quantised kind) throws Exception {
        try (Components components = components(kind)) {
            int held = components.manager().getManagedArrays().size();
            float[] streamed = predict(components, new Residency(DType.F32, 0, false));
            assertThat(components.manager().getManagedArrays()).as("every block is given back").hasSize(held);
            assertThat(predict(components, new Residency(DType.F32, Long.MAX_VALUE, false))).isEqualTo(streamed);
        }
    }

    /** Weights stored as codes cannot be used where they lie, whatever the arithmetic. */
    @ParameterizedTest
    @CsvSource({"SCALED_F8, F32, 4", "SCALED_F8, BF16, 2", "Q8_0, F16, 2", "Q4_K, F32, 4"})
    void thePlanCountsABlockAsItIsComputedWith(Quantised kind, DType dtype, int bytes) throws Exception {
        try (Components plain = new Components(
                ModelFiles.folder(PipelineConfigJson.read(reference.folder()), Reference.opener()), Devices.choose(DeviceChoice.CPU),
                        Optional.empty());
                Components components = components(kind)) {
            // The tiny model is stored in float32, so bfloat16 has to be made of all its elements.
            List<Long> elements = plain.transformer().measure(DType.BF16).stream().map(size -> size / 2).toList();
            List<Long> sizes = components.transformer().measure(dtype);
            for (int block = 1; block < sizes.size(); block++) {
                // Biases and norms are stored in float32 and, in float32, stay in the file.
                long most = bytes * elements.get(block);
                assertThat(sizes.get(block)).isBetween(most * 9 / 10, most);
            }
        }
    }
}
