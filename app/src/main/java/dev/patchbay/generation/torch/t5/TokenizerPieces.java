package dev.patchbay.generation.torch.t5;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** A {@code tokenizer.json}, the only file that transformers 5 saves, by the library it is made for (Hugging Face tokenizers 0.21). */
final class TokenizerPieces implements TokenPieces {

    /** What the file says about them is for other lengths than a model's. */
    private static final Map<String, String> WHOLE = Map.of("truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final int end;
    private final int padding;

    /**
     * Loads a file.
     *
     * @throws GenerationException if it is broken or has no end token, or the native library fails to load
     */
    TokenizerPieces(Path file) throws IOException {
        TokenizerCheckJson.check(file);
        TorchEngine.stayOffline();
        try {
            this.tokenizer = HuggingFaceTokenizer.newInstance(file, WHOLE);
        } catch (RuntimeException | LinkageError e) {
            // The native side throws bare runtime exceptions for malformed files.
            Message why = e instanceof LinkageError ? Reason.of(e) : Message.of("generation.tokenizer.refused");
            throw new GenerationException(Message.of("generation.tokenizer", file, why), e);
        }
        int[] ends = encoded("", true);
        int[] pads = encoded("<pad>", false);
        if (ends.length != 1 || pads.length != 1) {
            tokenizer.close();
            throw new GenerationException(Message.of("generation.tokenizer", file, "</s>, <pad>"));
        }
        this.end = ends[0];
        this.padding = pads[0];
    }

    private int[] encoded(String text, boolean special) {
        return Arrays.stream(tokenizer.encode(text, special, false).getIds()).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public int[] ids(String prompt) {
        return encoded(prompt, false);
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public int padding() {
        return padding;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
