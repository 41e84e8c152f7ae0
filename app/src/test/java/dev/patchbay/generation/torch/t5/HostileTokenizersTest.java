package dev.patchbay.generation.torch.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.GenerationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of tokenizers are looked at before native code gets them; honest ones pass, and what is broken is one sentence. */
class HostileTokenizersTest {

    private static final Path HONEST = Path.of("src/test/resources/reference/pipelines/cogvideox-5b/tokenizer/spiece.model");

    @TempDir
    private Path folder;

    private static byte[] message(Object... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            int field = (int) fields[i];
            switch (fields[i + 1]) {
                case byte[] content -> {
                    varint(out, field << 3 | 2);
                    varint(out, content.length);
                    out.writeBytes(content);
                }
                case Float number -> {
                    varint(out, field << 3 | 5);
                    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(number).array());
                }
                default -> {
                    varint(out, field << 3);
                    varint(out, (int) fields[i + 1]);
                }
            }
        }
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left >>> 7 != 0) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    private static byte[] piece(String text, float score, int type) {
        return message(1, text.getBytes(StandardCharsets.UTF_8), 2, score, 3, type);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static final byte[] SMALL = message(1, piece("<unk>", 0, 2), 1, piece("a", -1, 1));

    private static void refused(byte[] model, String why) {
        assertThatThrownBy(() -> PieceModelCheck.check(model, "/models/spiece.model"))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith("/models/spiece.model: the tokenizer cannot be loaded (")
                .hasMessageContaining(why);
    }

    @Test
    void honestModelsPass() throws IOException {
        byte[] honest = Files.readAllBytes(HONEST);
        assertThatCode(() -> PieceModelCheck.check(honest, "x")).doesNotThrowAnyException();
        assertThatCode(() -> PieceModelCheck.check(SMALL, "x")).doesNotThrowAnyException();
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException {
        byte[] honest = Files.readAllBytes(HONEST);
        refused(new byte[0], "0 pieces");
        refused("{\"a\": 1}".getBytes(StandardCharsets.UTF_8), "no SentencePiece model");
        refused(Arrays.copyOf(honest, honest.length - 1), "no SentencePiece model");
        refused(joined(SMALL, new byte[] {10, -1, -1, -1, -1, 127}), "no SentencePiece model");
        refused(joined(SMALL, message(1, 5)), "no SentencePiece model");
        refused(joined(SMALL, new byte[] {11}), "no SentencePiece model");
    }

    @Test
    void oddPiecesAreRefused() {
        refused(joined(SMALL, message(1, piece("", 0, 1))), "piece 2");
        refused(joined(SMALL, message(1, piece("a", 0, 1))), "piece 2");
        refused(joined(SMALL, message(1, piece("x".repeat(5_000), 0, 1))), "piece");
        refused(joined(SMALL, message(1, piece("b", Float.NaN, 1))), "score of piece 2");
        refused(joined(SMALL, message(1, piece("b", Float.POSITIVE_INFINITY, 1))), "score of piece 2");
        refused(joined(SMALL, message(1, piece("b", 0, 9))), "piece");
        refused(joined(SMALL, message(1, piece("b", 0, 2))), "2 stand for what is unknown");
        refused(message(1, piece("a", 0, 1)), "0 stand for what is unknown");
    }

    /** A map of one block of 256 units, whose first leads to a block that may not be there. */
    private static byte[] map(int firstUnit, int size, String texts) {
        byte[] ends = texts.getBytes(StandardCharsets.UTF_8);
        ByteBuffer map = ByteBuffer.allocate(4 + 1024 + ends.length).order(ByteOrder.LITTLE_ENDIAN);
        return map.putInt(size).putInt(firstUnit).put(new byte[1020]).put(ends).array();
    }

    @Test
    void mapsThatLeadElsewhereAreRefused() {
        assertThat(CharacterMap.isSound(ByteBuffer.wrap(map(0, 1024, "a\0")))).isTrue();
        assertThat(CharacterMap.isSound(ByteBuffer.wrap(map(1 << 10, 1024, "a\0")))).isTrue();
        refused(joined(SMALL, message(3, message(2, map(256 << 10, 1024, "a\0")))), "map of characters");
        refused(joined(SMALL, message(3, message(2, map(1 << 9 | 1 << 10, 1024, "a\0")))), "map of characters");
        refused(joined(SMALL, message(3, message(2, map(0, 1 << 30, "a\0")))), "map of characters");
        refused(joined(SMALL, message(3, message(2, map(0, -4, "a\0")))), "map of characters");
        refused(joined(SMALL, message(3, message(2, map(0, 1024, "a")))), "map of characters");
        refused(joined(SMALL, message(3, message(2, new byte[] {1}))), "map of characters");
        byte[] farValue = map(1 << 8 | 1 << 10, 1024, "a\0");
        Random random = new Random(1);
        for (int at = 8; at < 16; at++) {
            farValue[at] = (byte) (random.nextInt() | 0x80);
        }
        refused(joined(SMALL, message(3, message(2, farValue))), "map of characters");
    }

    /** Whatever a spoilt model is, the check ends with a sentence or lets it pass; it never fails in another way. */
    @Test
    void spoiltModelsEndWithASentence() throws IOException {
        byte[] honest = Files.readAllBytes(HONEST);
        Random random = new Random(20_261_130);
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] spoilt = honest.clone();
            for (int times = random.nextInt(6); times >= 0; times--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt();
            }
            try {
                PieceModelCheck.check(spoilt, "x");
            } catch (GenerationException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void anHonestTokenizerJsonPasses() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        InputStream packed = HostileTokenizersTest.class.getResourceAsStream("/reference/tokenizer/tokenizer.json.gz");
        try (InputStream in = new GZIPInputStream(packed)) {
            Files.write(file, in.readAllBytes());
        }
        assertThatCode(() -> TokenizerCheckJson.check(file)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "[]", "{}", "{\"model\": 1}", "{\"model\": {}", "{\"model\": {}} {}", "{\"model\": {\"vocab\": {\"a\": -1}}}",
        "{\"model\": {\"vocab\": {\"a\": 4000000000}}}", "{\"model\": {\"unk_id\": 99999999999999999999}}",
        "{\"model\": {\"vocab\": [[\"a\", 1e999]]}}", "{\"model\": {}, \"added_tokens\": [{\"id\": 2000000000}]}",
        "{\"model\": {}, \"normalizer\": {\"precompiled_charsmap\": \"AAAA\"}}",
        "{\"model\": {}, \"normalizer\": {\"precompiled_charsmap\": \"~~~\"}}", "DEEP"
    })
    void brokenTokenizerJsonIsOneSentence(String json) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, json.equals("DEEP") ? "{\"model\": " + "[".repeat(100_000) : json);
        assertThatThrownBy(() -> TokenizerCheckJson.check(file))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith(file + ": the tokenizer cannot be loaded (");
    }

    @Test
    void aMapInAJsonIsTheSameMap() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        String map = Base64.getEncoder().encodeToString(map(1 << 10, 1024, "a\0"));
        Files.writeString(file, "{\"model\": {\"vocab\": [[\"a\", -1]]}, \"normalizer\": {\"precompiled_charsmap\": \"" + map + "\"}}");
        assertThatCode(() -> TokenizerCheckJson.check(file)).doesNotThrowAnyException();
    }
}
