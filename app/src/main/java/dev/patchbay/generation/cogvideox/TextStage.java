package dev.patchbay.generation.cogvideox;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.torch.t5.PromptEmbeddings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prompts to embeddings. */
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
        Components parts = run.parts();
        List<float[]> embeddings =
                new PromptEmbeddings(parts.textEncoder(), run.plan().text(), parts.texts(), run.manager(), run.cancellation()).of(prompts);
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
}
