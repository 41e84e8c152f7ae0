package dev.patchbay.generation.torch.t5;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.cogvideox.Reference;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.wan.WanReference;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ids and embeddings of prompts against transformers' UMT5, whose attention mask hides the padding. */
@Tag("torch")
class Umt5Test {

    private static final int TOKENS = 24;
    private static final int WIDTH = 32;

    /** As the pipelines clean them. */
    private static final List<String> PROMPTS = List.of(
            "a red circle moving left on a black background",
            "Two dogs run, then & stop!",
            "",
            "ünïcode – 猫が走る 🐈 " + "very ".repeat(40).strip());

    @Test
    void idsAndMaskAreEqual() throws Exception {
        try (WanReference reference = new WanReference("wan2.1-t2v-1.3b");
                T5Tokenizer tokenizer = T5Tokenizer.folder(reference.folder().resolve("tokenizer"))) {
            long[] ids = reference.longs("tokenizer.input_ids");
            long[] mask = reference.longs("tokenizer.attention_mask");
            for (int i = 0; i < PROMPTS.size(); i++) {
                String prompt = PROMPTS.get(i);
                long[] found = Arrays.stream(tokenizer.encode(prompt, TOKENS)).asLongStream().toArray();
                assertThat(found).as(prompt).isEqualTo(Arrays.copyOfRange(ids, i * TOKENS, (i + 1) * TOKENS));
                long shown = Arrays.stream(mask, i * TOKENS, (i + 1) * TOKENS).sum();
                assertThat(tokenizer.unpadded(prompt, TOKENS)).as(prompt).hasSize((int) shown);
            }
        }
    }

    @Test
    void embeddingsOfWhatTheMaskShowsAgree() throws Exception {
        try (WanReference reference = new WanReference("wan2.1-t2v-1.3b");
                PtNDManager manager = TorchEngine.manager(Devices.choose(DeviceChoice.CPU))) {
            TorchEngine.prepareThread(1);
            T5Config config = T5Config.of(ConfigFileJson.read(reference.folder().resolve("text_encoder/config.json")));
            Script kernels = T5Encoder.kernels(manager);
            Component<T5Encoder> component = new Component<>(
                    manager, Weights.casts(manager), TestOpener.OPENER, reference.folder().resolve("text_encoder"),
                    weights -> new T5Encoder(config, kernels, weights));
            float[] expected = reference.floats("pipeline.prompt_embeds");
            float[] found = new float[expected.length];
            try (component;
                    Component.Use<T5Encoder> encoder = component.use(new Residency(DType.F32, Long.MAX_VALUE, false), Cancellation.NEVER);
                    T5Tokenizer tokenizer = T5Tokenizer.folder(reference.folder().resolve("tokenizer"))) {
                for (int i = 0; i < PROMPTS.size(); i++) {
                    int[] ids = tokenizer.unpadded(PROMPTS.get(i), TOKENS);
                    float[] embedding = encoder.model().encode(manager, ids, Cancellation.NEVER).toFloatArray();
                    System.arraycopy(embedding, 0, found, i * TOKENS * WIDTH, embedding.length);
                }
            }
            assertThat(Reference.error("umt5", found, expected)).isLessThan(1e-4);
        }
    }
}
