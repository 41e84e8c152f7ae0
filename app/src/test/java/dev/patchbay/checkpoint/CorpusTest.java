package dev.patchbay.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.safetensors.HeaderFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every checkpoint of {@code corpus.json}: a file or folder of the repository, a safetensors header, a shard index, or what
 * {@link HostileFiles} and {@link SampleCheckpoints} make, with what is to be found in it or the sentence that refuses it.
 */
class CorpusTest {

    private static final Path LIST = Path.of("src/test/resources/corpus/corpus.json");

    @TempDir
    private Path folder = Path.of("unset");

    static Stream<Arguments> corpus() throws IOException {
        JsonNode list = new JsonMapper().readTree(Files.readString(LIST));
        return list.valueStream().map(entry -> Arguments.argumentSet(entry.get("name").stringValue(), entry));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void everyFileIsReadOrRefusedAsListed(JsonNode entry) throws IOException {
        Path path = path(entry);
        if (entry.has("error")) {
            Refusal.expect(TestOpener.OPENER, path, entry.get("error").stringValue().replace("{file}", path.toString()));
            return;
        }
        try (Checkpoint checkpoint = TestOpener.OPENER.open(path)) {
            assertThat(checkpoint.layout()).hasToString(entry.get("layout").stringValue());
            assertThat(checkpoint.format()).hasToString(entry.get("format").stringValue());
            assertThat(checkpoint.tensors()).hasSize(entry.get("tensors").intValue());
            assertThat(checkpoint.infos().stream().mapToLong(info -> info.bytes()).sum()).isEqualTo(entry.get("bytes").longValue());
        }
    }

    @Test
    void theCorpusListsEveryGenerator() throws IOException {
        JsonNode list = new JsonMapper().readTree(Files.readString(LIST));
        Set<String> listed = list.valueStream()
                .filter(entry -> entry.has("generator"))
                .map(entry -> entry.get("generator").stringValue())
                .collect(Collectors.toSet());
        assertThat(listed).isEqualTo(HostileFiles.names());
        Set<String> samples = list.valueStream()
                .filter(entry -> entry.has("sample"))
                .map(entry -> entry.get("sample").stringValue())
                .collect(Collectors.toSet());
        assertThat(samples).isEqualTo(SampleCheckpoints.names());
    }

    private Path path(JsonNode entry) throws IOException {
        if (entry.has("file")) {
            return Path.of(entry.get("file").stringValue());
        }
        if (entry.has("sample")) {
            return SampleCheckpoints.write(entry.get("sample").stringValue(), folder);
        }
        if (entry.has("header")) {
            return HeaderFile.write(
                    folder.resolve("bad.safetensors"), entry.get("header").stringValue(), entry.get("dataBytes").intValue());
        }
        if (entry.has("index")) {
            for (String tensor : new String[] {"v", "w"}) {
                String header = "{\"" + tensor + "\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}";
                HeaderFile.write(folder.resolve(tensor.equals("v") ? "model-1.safetensors" : "model-2.safetensors"), header, 1);
            }
            return Files.writeString(folder.resolve("model.safetensors.index.json"), entry.get("index").stringValue());
        }
        return HostileFiles.write(entry.get("generator").stringValue(), folder.resolve("hostile.pt"));
    }
}
