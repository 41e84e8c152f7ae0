package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.generation.cogvideox.vae.VaeDecoder;
import dev.patchbay.generation.cogvideox.vae.VaeEncoder;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.t5.T5Encoder;
import dev.patchbay.generation.torch.vae.VaeTiles;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each part of the pipeline, given the reference's inputs, against what diffusers and transformers compute. */
@ParameterizedClass
@ValueSource(strings = {"cogvideox-5b", "cogvideox-2b", "cogvideox-1.5-5b", "cogvideox-5b-i2v", "cogvideox-1.5-5b-i2v"})
@Tag("torch")
class ComponentsTest {

    private static final double LIMIT = 1e-4;
    private static final List<String> PROMPTS = List.of(
            "a red circle moving left on a black background",
            "Two  dogs   run, then stop!",
            "",
            "ünïcode – 猫が走る 🐈 " + "very ".repeat(40));

    private static Reference reference;
    private static final Residency WHOLE = new Residency(DType.F32, Long.MAX_VALUE, true);

    private static Components components;

    @Parameter
    String variant;

    private PtNDManager run;

    @BeforeParameterizedClassInvocation
    static void load(String variant) throws Exception {
        reference = new Reference(variant);
        components = components();
    }

    private static Components components() throws Exception {
        ModelFiles files = ModelFiles.folder(PipelineConfigJson.read(reference.folder()), Reference.opener());
        return new Components(files, Devices.choose(DeviceChoice.CPU),
                Optional.empty());
    }

    @AfterParameterizedClassInvocation
    static void unload() throws Exception {
        components.close();
        reference.close();
    }

    @BeforeEach
    void begin() {
        TorchEngine.prepareThread(1);
        run = components.manager().newSubManager(components.manager().getDevice());
    }

    @AfterEach
    void end() {
        run.close();
    }

    private PtNDArray tensor(String name) {
        return (PtNDArray) run.create(reference.floats(name), new Shape(reference.shape(name).toArray()));
    }

    @Test
    void tokenIdsAreEqual() {
        long[] expected = reference.longs("tokenizer.input_ids");
        int length = components.config().transformer().promptTokens();
        long[] found = PROMPTS.stream()
                .flatMapToInt(prompt -> Arrays.stream(components.tokenizer().encode(prompt, length)))
                .asLongStream()
                .toArray();
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void specialTokensInAPromptKeepTheirIds() {
        int[] ids = components.tokenizer().encode("a</s>b<extra_id_0><pad>", 16);
        assertThat(ids).contains(1, components.tokenizer().encode("<extra_id_0>", 2)[0]);
        assertThat(components.tokenizer().encode("<extra_id_99>", 2)).containsExactly(74, 1);
        assertThat(IntStream.of(ids).filter(id -> id == 1).count()).isEqualTo(2);
    }

    @Test
    void textEmbeddingsAgree() throws Exception {
        long[] ids = reference.longs("tokenizer.input_ids");
        float[] expected = reference.floats("text_encoder.output");
        int length = components.config().transformer().promptTokens();
        float[] found = new float[expected.length];
        for (int i = 0; i < PROMPTS.size(); i++) {
            int[] prompt = Arrays.stream(ids, i * length, (i + 1) * length).mapToInt(Math::toIntExact).toArray();
            T5Encoder encoder = components.textEncoder().use(WHOLE, Cancellation.NEVER).model();
            float[] one = encoder.encode(run, prompt, Cancellation.NEVER).toFloatArray();
            System.arraycopy(one, 0, found, i * one.length, one.length);
        }
        assertThat(Reference.error(variant + " text encoder", found, expected)).isLessThan(LIMIT);
    }

    /** The two rows of the reference's batch one after the other, because each has its own timestep. */
    private float[] predict(AppliedAdapter... adapters) throws Exception {
        return predict(components, WHOLE, adapters);
    }

    private float[] predict(Components components, Residency residency, AppliedAdapter... adapters) throws Exception {
        LatentGrid grid = LatentGrid.of(components.config(), reference.request(SchedulerKind.DDIM));
        Positions positions = Positions.of(run, components.config().transformer(), grid);
        float[] found = new float[0];
        try (Component.Use<Transformer> transformer = components.transformer().use(residency, Cancellation.NEVER);
                AppliedDeltas deltas = Transformer.adapters(components.config().transformer()).apply(run, List.of(adapters))) {
            for (int row = 0; row < 2; row++) {
                PtNDArray latents = row(tensor("transformer.hidden_states"), row);
                PtNDArray text = row(tensor("transformer.encoder_hidden_states"), row);
                int timestep = (int) reference.longs("transformer.timestep")[row];
                float[] one = transformer.model().predict(run, latents, text, timestep, positions, deltas, Cancellation.NEVER)
                        .toFloatArray();
                found = Arrays.copyOf(found, (row + 1) * one.length);
                System.arraycopy(one, 0, found, row * one.length, one.length);
            }
        }
        return found;
    }

    private static PtNDArray row(PtNDArray batch, int row) {
        return (PtNDArray) batch.get(row + ":" + (row + 1));
    }

    @Test
    void transformerAgrees() throws Exception {
        assertThat(Reference.error(variant + " transformer", predict(), reference.floats("transformer.output"))).isLessThan(LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"style_1.0, 1, 0", "style_0.5, 0.5, 0", "style_-1.0, -1, 0", "style_0.8_motion_0.6, 0.8, 0.6"})
    void transformerWithAdaptersAgrees(String name, double style, double motion) throws Exception {
        float[] found = predict(reference.adapter("style", style), reference.adapter("motion", motion));
        float[] expected = reference.floats("transformer.output_lora." + name);
        assertThat(Reference.error(variant + " transformer " + name, found, expected)).isLessThan(LIMIT);
        assertThat(found).as("the adapter does something").isNotEqualTo(predict());
    }

    @Test
    void anAdapterOfStrengthZeroIsTheBaseToTheLastBit() throws Exception {
        assertThat(predict(reference.adapter("style", 0), reference.adapter("motion", -0.0))).isEqualTo(predict());
    }

    @ParameterizedTest
    @CsvSource({"vae.latents, vae.decoded", "vae.latents_one_frame, vae.decoded_one_frame"})
    void decodedFramesAgree(String latents, String decoded) throws Exception {
        float[] found = VaeTiles.joined(decoder().decode(run, tensor(latents), Cancellation.NEVER));
        assertThat(Reference.error(variant + " " + decoded, planesFirst(found, decoded), reference.floats(decoded))).isLessThan(LIMIT);
    }

    @Test
    void framesDecodedInTilesAgree() throws Exception {
        VaeTiles tiles = components.config().vae().tiles(48, 40);
        float[] found = decoder().decodeTiled(run, tensor("vae.latents_tiled"), tiles, Cancellation.NEVER);
        float[] expected = reference.floats("vae.decoded_tiled");
        assertThat(Reference.error(variant + " tiles", planesFirst(found, "vae.decoded_tiled"), expected)).isLessThan(LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"vae.video, vae.encoded_mean", "vae.video_many, vae.encoded_many"})
    void encodedFramesAgree(String video, String encoded) throws Exception {
        List<float[]> batches = encoder().encode(run, tensor(video), Cancellation.NEVER);
        assertThat(batches).as("eight frames at a time, the rest with the first").hasSize(video.endsWith("many") ? 2 : 1);
        float[] found = planesFirst(VaeTiles.joined(batches), encoded);
        float[] means = Arrays.copyOf(found, (int) reference.shape(encoded).elements());
        assertThat(Reference.error(variant + " " + encoded, means, reference.floats(encoded))).isLessThan(LIMIT);
    }

    @Test
    void framesEncodedInTilesAgree() throws Exception {
        VaeTiles tiles = components.config().vae().tiles(48, 40);
        float[] found = planesFirst(
                encoder().encodeTiled(run, tensor("vae.video_tiled"), tiles, Cancellation.NEVER), "vae.encoded_tiled");
        float[] expected = reference.floats("vae.encoded_tiled");
        float[] means = Arrays.copyOf(found, expected.length);
        assertThat(Reference.error(variant + " encoded tiles", means, expected)).isLessThan(LIMIT);
    }

    private static VaeDecoder decoder() throws Exception {
        return components.vaeDecoder().use(WHOLE, Cancellation.NEVER).model();
    }

    private static VaeEncoder encoder() throws Exception {
        assumeThat(components.config().takesImage()).as("only these load an encoder").isTrue();
        return components.vaeEncoder().orElseThrow().use(WHOLE, Cancellation.NEVER).model();
    }

    /** [frames, channels, h, w] here, [1, channels, frames, h, w] in the reference; an encoder has twice as many channels. */
    private static float[] planesFirst(float[] values, String like) {
        dev.patchbay.tensor.Shape shape = reference.shape(like);
        int frames = (int) shape.size(2);
        int plane = (int) (shape.size(3) * shape.size(4));
        int channels = values.length / (frames * plane);
        float[] turned = new float[values.length];
        for (int f = 0; f < frames; f++) {
            for (int c = 0; c < channels; c++) {
                System.arraycopy(values, (f * channels + c) * plane, turned, (c * frames + f) * plane, plane);
            }
        }
        return turned;
    }

    /** Of one call; four guided steps of this random model multiply an error by about 200, whatever the type. */
    @ParameterizedTest
    @CsvSource({"BF16, 0.1", "F16, 0.02"})
    void aNarrowTypeChangesTheTransformerALittle(DType dtype, double limit) throws Exception {
        float[] found = predict(components, new Residency(dtype, Long.MAX_VALUE, false));
        assertThat(Reference.error(variant + " " + dtype, found, reference.floats("transformer.output"))).isBetween(1e-6, limit);
    }

    @Test
    void weightsWidenedForEachCallGiveTheSameBits() throws Exception {
        try (Components frugal = components()) {
            int held = frugal.manager().getManagedArrays().size();
            assertThat(predict(frugal, new Residency(DType.F32, 0, false))).isEqualTo(predict());
            assertThat(frugal.manager().getManagedArrays()).as("what was widened is given back").hasSize(held);
            assertThat(frugal.transformer().isLoaded()).isFalse();
        }
    }

    @Test
    void initialNoiseIsTorchsToTheLastBit() {
        try (Noise noise = new Noise(components.random(), Reference.SEED)) {
            float[] found = noise.draw(run, reference.shape("pipeline.initial_noise")).toFloatArray();
            assertThat(found).isEqualTo(reference.floats("pipeline.initial_noise"));
        }
    }
}
