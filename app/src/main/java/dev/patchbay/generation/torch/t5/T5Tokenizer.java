package dev.patchbay.generation.torch.t5;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.generation.GenerationException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Converts a prompt to T5 token ids: its pieces, truncated, terminated and padded to a fixed length. */
public final class T5Tokenizer implements Closeable {

    private static final String MODEL = "spiece.model";
    private static final String WHOLE = "tokenizer.json";

    private final TokenPieces pieces;

    private T5Tokenizer(TokenPieces pieces) {
        this.pieces = pieces;
    }

    /**
     * Loads a tokenizer folder with a {@code spiece.model} or, without that, a {@code tokenizer.json}.
     *
     * @throws GenerationException if neither is there or one is broken, or the native library fails to load
     */
    public static T5Tokenizer folder(Path folder) throws IOException {
        Path model = folder.resolve(MODEL);
        Path whole = folder.resolve(WHOLE);
        return file(Files.exists(model) || !Files.exists(whole) ? model : whole);
    }

    /**
     * Loads a {@code spiece.model}, with the {@code added_tokens.json} beside it, or a {@code tokenizer.json}.
     *
     * @throws GenerationException if it is missing or broken, or the native library fails to load
     */
    public static T5Tokenizer file(Path file) throws IOException {
        TokenizerFilesJson.demand(file);
        if (String.valueOf(file.getFileName()).endsWith(".json")) {
            return new T5Tokenizer(new TokenizerPieces(file));
        }
        Map<String, Integer> added = TokenizerFilesJson.addedTokens(file.resolveSibling("added_tokens.json"));
        return new T5Tokenizer(new SentencePieces(RegularFiles.bytes(file), added, file.toString()));
    }

    /**
     * A SentencePiece model that lies inside another file.
     *
     * @param name of that file, for messages
     * @throws GenerationException if the model is broken, or the native library fails to load
     */
    public static T5Tokenizer model(byte[] model, String name) throws GenerationException {
        return new T5Tokenizer(new SentencePieces(model, Map.of(), name));
    }

    /** Exactly {@code length} ids: the prompt, truncated if needed, the end token, then padding. */
    public int[] encode(String prompt, int length) {
        int[] ids = unpadded(prompt, length);
        int[] padded = Arrays.copyOf(ids, length);
        Arrays.fill(padded, ids.length, length, pieces.padding());
        return padded;
    }

    /** At most {@code length} ids: the prompt, truncated if needed, and the end token. These are what an attention mask lets through. */
    public int[] unpadded(String prompt, int length) {
        int[] all = pieces.ids(prompt);
        int kept = Math.min(all.length, length - 1);
        int[] ids = Arrays.copyOf(all, kept + 1);
        ids[kept] = pieces.end();
        return ids;
    }

    @Override
    public void close() {
        pieces.close();
    }
}
