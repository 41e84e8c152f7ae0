package dev.patchbay.generation.torch.t5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.cogvideox.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Token ids against transformers' T5 tokenizer, from a SentencePiece model and from the {@code tokenizer.json} made of it. */
@Tag("torch")
class T5TokenizerTest {

    @TempDir
    private static Path folder;

    private static JsonNode drawn;

    @BeforeAll
    static void unpack() throws IOException {
        try (InputStream in = resource("tokenizer.json.gz")) {
            Files.write(folder.resolve("tokenizer.json"), in.readAllBytes());
        }
        try (InputStream in = resource("strings.json.gz")) {
            drawn = JsonMapper.builder().build().readTree(in.readAllBytes());
        }
    }

    private static InputStream resource(String name) throws IOException {
        return new GZIPInputStream(T5TokenizerTest.class.getResourceAsStream("/reference/tokenizer/" + name));
    }

    private static Path reference() throws IOException {
        try (Reference reference = new Reference("cogvideox-5b")) {
            return reference.folder().resolve("tokenizer");
        }
    }

    /** A thousand strings of words, signs of many scripts, blanks of all kinds and special tokens, with the ids that transformers gives. */
    private static void everyDrawnStringHasItsIds(T5Tokenizer tokenizer) {
        assertThat(drawn.size()).isEqualTo(1000);
        for (JsonNode each : drawn) {
            String text = each.get(0).stringValue();
            int[] ids = each.get(1).valueStream().mapToInt(JsonNode::intValue).toArray();
            int[] expected = Arrays.copyOf(ids, ids.length + 3);
            expected[ids.length] = 1;
            assertThat(tokenizer.encode(text, ids.length + 3)).as(text).isEqualTo(expected);
            int[] cut = Arrays.copyOf(ids, ids.length / 2 + 1);
            cut[ids.length / 2] = 1;
            assertThat(tokenizer.encode(text, ids.length / 2 + 1)).as("truncated").isEqualTo(cut);
        }
    }

    @Test
    void theSentencePieceModelGivesTheIdsOfTransformers() throws IOException {
        try (T5Tokenizer tokenizer = T5Tokenizer.folder(reference())) {
            everyDrawnStringHasItsIds(tokenizer);
        }
    }

    @Test
    void aFolderWithOnlyTokenizerJsonGivesTheSameIds() throws IOException {
        try (T5Tokenizer tokenizer = T5Tokenizer.folder(folder)) {
            everyDrawnStringHasItsIds(tokenizer);
        }
    }

    @Test
    void whatTheFileSaysAboutLengthsDoesNotMatter(@TempDir Path other) throws IOException {
        String text = Files.readString(folder.resolve("tokenizer.json"))
                .replaceFirst("\"truncation\":\\s*null", "\"truncation\": {\"direction\": \"Right\", \"max_length\": 3, "
                        + "\"strategy\": \"LongestFirst\", \"stride\": 0}")
                .replaceFirst("\"padding\":\\s*null", "\"padding\": {\"strategy\": {\"Fixed\": 9}, \"direction\": \"Right\", "
                        + "\"pad_to_multiple_of\": null, \"pad_id\": 0, \"pad_type_id\": 0, \"pad_token\": \"<pad>\"}");
        assertThat(text).contains("\"max_length\": 3").contains("\"Fixed\": 9");
        Files.writeString(other.resolve("tokenizer.json"), text);
        try (T5Tokenizer tokenizer = T5Tokenizer.folder(other)) {
            everyDrawnStringHasItsIds(tokenizer);
        }
    }

    @Test
    void aModelInsideAnotherFileIsReadFromItsBytes() throws IOException {
        byte[] model = Files.readAllBytes(reference().resolve("spiece.model"));
        try (T5Tokenizer inside = T5Tokenizer.model(model, "t5xxl.safetensors");
                T5Tokenizer whole = T5Tokenizer.folder(reference())) {
            assertThat(inside.encode("Two  dogs   run, then stop!", 24)).isEqualTo(whole.encode("Two  dogs   run, then stop!", 24));
        }
        assertThatThrownBy(() -> T5Tokenizer.model(new byte[] {1, 2, 3}, "t5xxl.safetensors"))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith("t5xxl.safetensors: the tokenizer cannot be loaded (");
    }

    @Test
    void missingAndBrokenFilesAreRefusedByName(@TempDir Path empty) throws IOException {
        assertThatThrownBy(() -> T5Tokenizer.folder(empty))
                .isInstanceOf(GenerationException.class)
                .hasMessage(empty.resolve("spiece.model") + ": the file is missing from the pipeline folder.");
        Files.writeString(empty.resolve("tokenizer.json"), "{\"version\": 1}");
        assertThatThrownBy(() -> T5Tokenizer.folder(empty))
                .isInstanceOf(GenerationException.class)
                .hasMessageStartingWith(empty.resolve("tokenizer.json") + ": the tokenizer cannot be loaded (");
    }
}
