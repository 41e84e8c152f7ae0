package dev.patchbay.generation.torch.t5;

import ai.djl.engine.EngineException;
import ai.djl.sentencepiece.SpProcessor;
import ai.djl.sentencepiece.SpTokenizer;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A SentencePiece model between special tokens, as the slow tokenizers of transformers go. */
final class SentencePieces implements TokenPieces {

    private static final String END = "</s>";
    private static final String PAD = "<pad>";
    private static final String UNKNOWN = "<unk>";

    private final SpTokenizer model;
    private final SpProcessor pieces;
    private final Map<String, Integer> special;
    private final Pattern anySpecial;

    /**
     * @param model the bytes of a {@code spiece.model}
     * @param added ids of further special tokens
     * @param name what the model comes from, for the message
     * @throws GenerationException if the model is broken, or the native library fails to load
     */
    SentencePieces(byte[] model, Map<String, Integer> added, String name) throws GenerationException {
        PieceModelCheck.check(model, name);
        try {
            this.model = new SpTokenizer(model);
        } catch (EngineException | IllegalArgumentException | IllegalStateException | LinkageError e) {
            Message why = e instanceof LinkageError ? Reason.of(e) : Message.of("generation.tokenizer.refused");
            throw new GenerationException(Message.of("generation.tokenizer", name, why), e);
        }
        this.pieces = this.model.getProcessor();
        this.special = new HashMap<>(added);
        for (String token : new String[] {END, PAD, UNKNOWN}) {
            special.put(token, pieces.getId(token));
        }
        this.anySpecial = Pattern.compile(special.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    @Override
    public int[] ids(String prompt) {
        IntStream.Builder ids = IntStream.builder();
        Matcher matcher = anySpecial.matcher(prompt);
        int from = 0;
        while (matcher.find()) {
            add(prompt.substring(from, matcher.start()), ids);
            ids.add(special.getOrDefault(matcher.group(), 0));
            from = matcher.end();
        }
        add(prompt.substring(from), ids);
        return ids.build().toArray();
    }

    /** Encodes the text between special tokens, so that none of them is split into pieces. */
    private void add(String text, IntStream.Builder ids) {
        if (!text.isEmpty()) {
            Arrays.stream(pieces.encode(text)).forEach(ids::add);
        }
    }

    @Override
    public int end() {
        return special.getOrDefault(END, 1);
    }

    @Override
    public int padding() {
        return special.getOrDefault(PAD, 0);
    }

    @Override
    public void close() {
        model.close();
    }
}
