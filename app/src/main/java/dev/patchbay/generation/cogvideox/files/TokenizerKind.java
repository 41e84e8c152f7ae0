package dev.patchbay.generation.cogvideox.files;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.generation.torch.t5.ProtobufReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells T5's tokenizers from others, since a wrong one makes a clip of another prompt without a word: padding and end are tokens 0 and 1
 * (SentencePiece's own models begin with the unknown token), and there are as many tokens as the encoder's table has rows, but for the
 * 100 that T5 adds and rows that fill up to a round number.
 */
final class TokenizerKind {

    private static final List<String> FIRST = List.of("<pad>", "</s>");
    private static final int FILLED = 512;
    private static final long LARGEST = 50_000_000;
    private static final int PIECES = 1;
    private static final int PIECE = 1;

    private TokenizerKind() {}

    /** False also for files that cannot be read. */
    static boolean isOfT5(Path file, int vocabulary) {
        try {
            if (Files.size(file) > LARGEST) {
                return false;
            }
            byte[] bytes = RegularFiles.bytes(file);
            boolean json = String.valueOf(file.getFileName()).endsWith(".json");
            List<String> pieces = json ? TokenizerVocabularyJson.pieces(bytes) : pieces(bytes);
            boolean fits = pieces.size() <= vocabulary && pieces.size() + FILLED >= vocabulary;
            return fits && pieces.size() >= FIRST.size() && pieces.subList(0, FIRST.size()).equals(FIRST);
        } catch (IOException e) {
            return false;
        }
    }

    /** The pieces of a SentencePiece model (field 1 of its messages of field 1); fewer if it is broken. */
    static List<String> pieces(byte[] model) {
        List<String> pieces = new ArrayList<>();
        try {
            ProtobufReader fields = new ProtobufReader(ByteBuffer.wrap(model));
            while (fields.next()) {
                if (fields.isContent(PIECES)) {
                    ProtobufReader piece = new ProtobufReader(fields.content());
                    boolean named = piece.next() && piece.isContent(PIECE);
                    pieces.add(named ? StandardCharsets.UTF_8.decode(piece.content()).toString() : "");
                }
            }
        } catch (ProtobufReader.Malformed broken) {
            return pieces;
        }
        return pieces;
    }
}
