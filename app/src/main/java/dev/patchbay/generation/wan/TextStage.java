package dev.patchbay.generation.wan;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import dev.patchbay.generation.StepListener.Stage;
import dev.patchbay.generation.torch.t5.PromptEmbeddings;
import dev.patchbay.generation.wan.prompt.CleanPrompt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prompts to embeddings: cleaned, and zero beyond their tokens. */
final class TextStage {

    private final RunContext run;

    TextStage(RunContext run) {
        this.run = run;
    }

    /** Embeddings {@code [1, tokens, width]} of the prompt, and with guidance of the negative prompt. */
    List<PtNDArray> encode() throws IOException {
        run.cancellation().check();
        run.listener().stage(Stage.READING_PROMPT);
        List<int[]> prompts = new ArrayList<>(List.of(ids(run.request().prompt())));
        if (run.guided()) {
            prompts.add(ids(run.request().negativePrompt()));
        }
        Components parts = run.parts();
        PromptEmbeddings embeddings = new PromptEmbeddings(
                parts.textEncoder(), run.residency(Stage.READING_PROMPT, 0), parts.texts(), run.manager(), run.cancellation());
        int tokens = run.config().promptTokens();
        int width = run.config().text().width();
        List<PtNDArray> encoded = new ArrayList<>();
        for (float[] embedding : embeddings.of(prompts)) {
            float[] padded = Arrays.copyOf(embedding, tokens * width);
            encoded.add((PtNDArray) run.manager().create(padded, new Shape(1, tokens, width)));
        }
        return encoded;
    }

    private int[] ids(String prompt) {
        return run.parts().tokenizer().unpadded(CleanPrompt.of(prompt), run.config().promptTokens());
    }
}
