package dev.patchbay.generation.cogvideox;

import ai.djl.pytorch.engine.PtNDArray;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.TorchTypes;
import dev.patchbay.generation.torch.t5.T5Encoder;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.DType;
import java.io.IOException;

/** Prompts to embeddings. The text encoder is loaded for this stage only, unless the plan has room for it beside the transformer. */
final class TextStage {

    private final RunContext run;

    TextStage(RunContext run) {
        this.run = run;
    }

    /** Embeddings {@code [batch, tokens, width]}: of the prompt, or with guidance of the negative prompt and then the prompt. */
    PtNDArray encode() throws IOException {
        run.cancellation().check();
        run.listener().stage(StepListener.Stage.READING_PROMPT);
        try (Component.Use<T5Encoder> encoder = run.parts().textEncoder().use(run.plan().text(), run.cancellation())) {
            PtNDArray positive = encode(encoder, run.request().prompt());
            if (!run.guidance().needsNegativePrompt()) {
                return positive;
            }
            try (PtNDArray negative = encode(encoder, run.request().negativePrompt());
                    PtNDArray old = positive) {
                return run.parts().sampling().call(run.manager(), "join", negative, old);
            }
        }
    }

    private PtNDArray encode(Component.Use<T5Encoder> encoder, String prompt) throws IOException {
        int[] ids = run.parts().tokenizer().encode(prompt, run.config().transformer().promptTokens());
        PtNDArray encoded = encoder.model().encode(run.manager(), ids, run.cancellation());
        try (PtNDArray wide = run.parts().casts().call(run.manager(), "copied", encoded, TorchTypes.code(DType.F32))) {
            encoder.demandFinite(wide.toFloatArray(), Message.of("generation.textNotFinite"));
        }
        return encoded;
    }
}
