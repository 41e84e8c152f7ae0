package dev.patchbay.checkpoint.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.HeaderFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardIndexReaderTest {

    @TempDir
    private Path root = Path.of("unset");

    private Path folder = Path.of("unset");

    @BeforeEach
    void twoShards() throws IOException {
        folder = Files.createDirectories(root.resolve("model"));
        shard(folder.resolve("model-1.safetensors"), "v");
        shard(folder.resolve("model-2.safetensors"), "w");
    }

    @Test
    void tensorsOfAllShardsComeInTheOrderOfTheIndex() throws IOException {
        Path index = index("{\"metadata\":{\"total_size\":2},"
                + "\"weight_map\":{\"w\":\"model-2.safetensors\",\"v\":\"model-1.safetensors\"}}");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(index)) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.SHARDED);
            assertThat(checkpoint.tensors().keySet()).containsExactly("w", "v");
            assertThat(checkpoint.metadata()).containsEntry("total_size", "2");
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    @Test
    void tensorsThatTheIndexDoesNotListAreReported() throws IOException {
        shard(folder.resolve("model-1.safetensors"), "v", "stray");
        Path index = index("{\"weight_map\":{\"v\":\"model-1.safetensors\"}}");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(index)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("v");
            assertThat(checkpoint.warnings())
                    .singleElement()
                    .hasToString(index
                            + ": 1 tensors lie in the shards that the index does not list; they are left aside, as diffusers does.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "../secret.safetensors", "sub/../../secret.safetensors", "..\\\\secret.safetensors", "C:secret.safetensors", ""
    })
    void aShardThatLiesElsewhereIsRefused(String name) throws IOException {
        shard(root.resolve("secret.safetensors"), "v");
        Refusal.expect(
                index("{\"weight_map\":{\"v\":\"" + name + "\"}}"),
                "the index names the shard \"" + name.replace("\\\\", "\\") + "\", which lies outside its folder; it is not read.");
    }

    @Test
    void anAbsolutePathIsRefused() throws IOException {
        Path secret = shard(root.resolve("secret.safetensors"), "v");
        Refusal.expect(
                index("{\"weight_map\":{\"v\":\"" + secret.toAbsolutePath().toString().replace("\\", "\\\\") + "\"}}"),
                "the index names the shard \"" + secret.toAbsolutePath() + "\", which lies outside its folder; it is not read.");
    }

    @Test
    void aLinkThatLeavesTheFolderIsRefused() throws IOException {
        Path secret = shard(root.resolve("secret.safetensors"), "v");
        Files.createSymbolicLink(folder.resolve("link.safetensors"), secret);
        Refusal.expect(
                index("{\"weight_map\":{\"v\":\"link.safetensors\"}}"),
                "the index names the shard \"link.safetensors\", which lies outside its folder; it is not read.");
    }

    @Test
    void theLinksOfTheHuggingFaceCacheAreFollowed() throws IOException {
        Path snapshot = Files.createDirectories(root.resolve("models--some--model/snapshots/abc/transformer"));
        Path blob = Files.createDirectories(root.resolve("models--some--model/blobs")).resolve("0123");
        shard(blob, "v");
        Files.createSymbolicLink(snapshot.resolve("model-1.safetensors"), blob);
        Path index = snapshot.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\":{\"v\":\"model-1.safetensors\"}}");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(index)) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("v");
        }
    }

    private Path index(String json) throws IOException {
        return Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    }

    /** A shard with one byte for each of these tensors. */
    private static Path shard(Path file, String... names) throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < names.length; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"%s\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[%d,%d]}".formatted(names[i], i, i + 1));
        }
        return HeaderFile.write(file, header.append('}').toString(), names.length);
    }
}
