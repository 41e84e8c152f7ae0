package dev.patchbay.generation.torch.t5;

import ai.djl.engine.EngineException;
import ai.djl.sentencepiece.SpProcessor;
import ai.djl.sentencepiece.SpTokenizer;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.torch.EngineErrors;
import dev.patchbay.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Converts a prompt to T5 token ids: SentencePiece between special tokens, truncated, terminated and padded to a fixed length. */
public final class T5Tokenizer implements Closeable {

    private static final String END = "</s>";
    private static final String PAD = "<pad>";
    private static final String UNKNOWN = "<unk>";

    private final SpTokenizer model;
    private final SpProcessor pieces;
    private final Map<String, Integer> special;
    private final Pattern anySpecial;

    /**
     * Loads a tokenizer folder.
     *
     * @throws GenerationException if its model is missing or broken, or the native library fails to load
     */
    public T5Tokenizer(Path folder) throws IOException {
        Path file = TokenizerFilesJson.model(folder);
        try {
            this.model = new SpTokenizer(file);
        } catch (EngineException | IllegalArgumentException | IllegalStateException | LinkageError e) {
            throw new GenerationException(Message.of("generation.tokenizer", file, EngineErrors.firstSentence(e)), e);
        }
        this.pieces = model.getProcessor();
        this.special = new HashMap<>(TokenizerFilesJson.addedTokens(folder));
        for (String token : new String[] {END, PAD, UNKNOWN}) {
            special.put(token, pieces.getId(token));
        }
        this.anySpecial = Pattern.compile(special.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /** Exactly {@code length} ids: the prompt, truncated if needed, the end token, then padding. */
    public int[] encode(String prompt, int length) {
        IntStream.Builder ids = IntStream.builder();
        Matcher matcher = anySpecial.matcher(prompt);
        int from = 0;
        while (matcher.find()) {
            add(prompt.substring(from, matcher.start()), ids);
            ids.add(special.getOrDefault(matcher.group(), 0));
            from = matcher.end();
        }
        add(prompt.substring(from), ids);
        int[] found = ids.build().limit(length - 1L).toArray();
        int[] padded = new int[length];
        Arrays.fill(padded, special.getOrDefault(PAD, 0));
        System.arraycopy(found, 0, padded, 0, found.length);
        padded[found.length] = special.getOrDefault(END, 1);
        return padded;
    }

    /** Encodes the text between special tokens, so that none of them is split into pieces. */
    private void add(String text, IntStream.Builder ids) {
        if (!text.isEmpty()) {
            Arrays.stream(pieces.encode(text)).forEach(ids::add);
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
