package dev.patchbay.generation.cogvideox;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.t5.T5Encoder;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Prompts to embeddings. Those of earlier runs are taken from the disk; for the others the text encoder is loaded, for this stage only
 * unless the plan has room for it beside the transformer.
 */
final class TextStage {

    private final RunContext run;

    TextStage(RunContext run) {
        this.run = run;
    }

    /** Embeddings {@code [batch, tokens, width]}: of the prompt, or with guidance of the negative prompt and then the prompt. */
    PtNDArray encode() throws IOException {
        run.cancellation().check();
        run.listener().stage(StepListener.Stage.READING_PROMPT);
        List<int[]> prompts = new ArrayList<>();
        if (run.guidance().needsNegativePrompt()) {
            prompts.add(ids(run.request().negativePrompt()));
        }
        prompts.add(ids(run.request().prompt()));
        List<float[]> embeddings = embeddings(prompts);
        int tokens = run.config().transformer().promptTokens();
        float[] joined = new float[embeddings.stream().mapToInt(each -> each.length).sum()];
        int at = 0;
        for (float[] each : embeddings) {
            System.arraycopy(each, 0, joined, at, each.length);
            at += each.length;
        }
        return (PtNDArray) run.manager().create(joined, new Shape(prompts.size(), tokens, run.config().text().width()));
    }

    private int[] ids(String prompt) {
        return run.parts().tokenizer().encode(prompt, run.config().transformer().promptTokens());
    }

    private List<float[]> embeddings(List<int[]> prompts) throws IOException {
        List<Optional<float[]>> known = new ArrayList<>();
        for (int[] ids : prompts) {
            known.add(run.parts().texts().flatMap(texts -> texts.get(key(ids))).map(List::getFirst));
        }
        if (known.stream().allMatch(Optional::isPresent)) {
            return known.stream().map(Optional::orElseThrow).toList();
        }
        List<float[]> all = new ArrayList<>();
        try (Component.Use<T5Encoder> encoder = run.parts().textEncoder().use(run.plan().text(), run.cancellation())) {
            for (int i = 0; i < prompts.size(); i++) {
                all.add(known.get(i).isPresent() ? known.get(i).get() : encode(encoder, prompts.get(i)));
            }
        }
        return all;
    }

    private float[] encode(Component.Use<T5Encoder> encoder, int[] ids) throws IOException {
        try (PtNDManager temporary = run.manager().newSubManager(run.manager().getDevice())) {
            float[] embedding = encoder.model().encode(temporary, ids, run.cancellation()).toFloatArray();
            encoder.demandFinite(embedding, Message.of("generation.textNotFinite"));
            run.parts().texts().ifPresent(texts -> texts.put(key(ids), List.of(embedding)));
            return embedding;
        }
    }

    /** Everything that determines an embedding: the encoder's files, the arithmetic, and the prompt's tokens. */
    private String key(int[] ids) {
        String device = Devices.name(run.manager().getDevice());
        return "t5 1\n" + run.parts().textEncoder().fingerprint() + "\n" + device + " " + run.plan().text().dtype() + "\n"
                + Arrays.toString(ids);
    }
}
