package dev.patchbay.generation.torch.t5;

import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks at a SentencePiece model before native code does: that it is a message of its kind, with pieces of sizes that pieces have, scores
 * that are numbers, and a map of characters that leads nowhere else.
 *
 * @see <a href="https://github.com/google/sentencepiece/blob/v0.2.0/src/sentencepiece_model.proto">{@code ModelProto}</a>
 */
final class PieceModelCheck {

    /** The largest vocabularies have a quarter of a million. */
    private static final int MOST_PIECES = 1_000_000;

    private static final int LONGEST_PIECE = 4096;

    private static final int PIECES = 1;
    private static final int NORMALIZER = 3;
    private static final int DENORMALIZER = 5;
    private static final int TEXT = 1;
    private static final int SCORE = 2;
    private static final int TYPE = 3;
    private static final int CHARACTERS = 2;
    private static final int UNKNOWN = 2;
    private static final int LAST_TYPE = 6;

    private final String name;
    private final Set<ByteBuffer> texts = new HashSet<>();
    private int unknown;

    private PieceModelCheck(String name) {
        this.name = name;
    }

    /**
     * Returns if native code can be given the model.
     *
     * @param name of the file, for the message
     * @throws GenerationException if not
     */
    static void check(byte[] model, String name) throws GenerationException {
        PieceModelCheck check = new PieceModelCheck(name);
        try {
            check.model(new ProtobufReader(ByteBuffer.wrap(model)));
        } catch (ProtobufReader.Malformed e) {
            throw check.refused("generation.tokenizer.cut");
        }
    }

    private GenerationException refused(String key, Object... arguments) {
        return new GenerationException(Message.of("generation.tokenizer", name, Message.of(key, arguments)));
    }

    private void model(ProtobufReader message) throws ProtobufReader.Malformed, GenerationException {
        while (message.next()) {
            if (message.isContent(PIECES)) {
                piece(new ProtobufReader(message.content()));
            } else if (message.isContent(NORMALIZER) || message.isContent(DENORMALIZER)) {
                normalizer(new ProtobufReader(message.content()));
            } else if (message.field() <= DENORMALIZER && !message.isContent(message.field())) {
                throw refused("generation.tokenizer.cut");
            }
        }
        if (texts.isEmpty() || unknown != 1) {
            throw refused("generation.tokenizer.unknown", texts.size(), unknown);
        }
    }

    private void piece(ProtobufReader message) throws ProtobufReader.Malformed, GenerationException {
        ByteBuffer text = ByteBuffer.allocate(0);
        long type = 1;
        while (message.next()) {
            if (message.isContent(TEXT)) {
                text = message.content();
            } else if (message.isFloat(SCORE)) {
                if (!Float.isFinite(Float.intBitsToFloat((int) message.number()))) {
                    throw refused("generation.tokenizer.score", texts.size());
                }
            } else if (message.isNumber(TYPE)) {
                type = message.number();
            } else if (message.field() <= TYPE) {
                throw refused("generation.tokenizer.cut");
            }
        }
        boolean odd = !text.hasRemaining() || text.remaining() > LONGEST_PIECE || type < 1 || type > LAST_TYPE;
        if (odd || !texts.add(text) || texts.size() > MOST_PIECES) {
            throw refused("generation.tokenizer.piece", texts.size());
        }
        unknown += type == UNKNOWN ? 1 : 0;
    }

    private void normalizer(ProtobufReader message) throws ProtobufReader.Malformed, GenerationException {
        while (message.next()) {
            if (message.isContent(CHARACTERS) && !CharacterMap.isSound(message.content())) {
                throw refused("generation.tokenizer.characters");
            }
        }
    }
}
