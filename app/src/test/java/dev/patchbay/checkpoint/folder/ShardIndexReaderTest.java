package dev.patchbay.checkpoint.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.pickle.PickleBuilder;
import dev.patchbay.checkpoint.safetensors.HeaderFile;
import dev.patchbay.checkpoint.torch.TorchFile;
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
    void aShardThatIsSpelledInManyWaysIsOpenedOnce() throws IOException {
        shard(folder.resolve("model-1.safetensors"), "v", "x");
        Path index = index("{\"weight_map\":{\"v\":\"model-1.safetensors\",\"x\":\"././model-1.safetensors\"}}");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(index)) {
            assertThat(checkpoint.tensors().keySet()).containsExactly("v", "x");
            assertThat(checkpoint.warnings()).isEmpty();
        }
    }

    @Test
    void moreShardsThanAProcessCanMapAreRefused() throws IOException {
        Path index = index("{\"weight_map\":{\"v\":\"model-1.safetensors\",\"w\":\"model-2.safetensors\"}}");
        ReadLimits oneShard = new ReadLimits(1_000, 10, 10, 100, 100, 100, 100, 1);
        Refusal.expect(TestOpener.with(oneShard), index, index + ": the index names more than 1 shards; such a checkpoint is not read.");
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

    @Test
    void theBlobsOfAnotherRepositoryAreNotFollowed() throws IOException {
        Path snapshot = Files.createDirectories(root.resolve("models--some--model/snapshots/abc"));
        Files.createDirectories(root.resolve("models--some--model/blobs"));
        Path blob = Files.createDirectories(root.resolve("models--other--model/blobs")).resolve("0123");
        Files.createSymbolicLink(snapshot.resolve("model-1.safetensors"), shard(blob, "v"));
        Path index = Files.writeString(
                snapshot.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"v\":\"model-1.safetensors\"}}");
        Refusal.expect(index, "the index names the shard \"model-1.safetensors\", which lies outside its folder; it is not read.");
    }

    @Test
    void aShardMayLieBelowTheFolderButNotBehindALinkOutOfIt() throws IOException {
        shard(Files.createDirectories(folder.resolve("sub")).resolve("model-3.safetensors"), "x");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(index("{\"weight_map\":{\"x\":\"sub/model-3.safetensors\"}}"))) {
            assertThat(checkpoint.tensors()).containsOnlyKeys("x");
        }
        shard(Files.createDirectories(root.resolve("elsewhere")).resolve("model-4.safetensors"), "x");
        Files.createSymbolicLink(folder.resolve("link"), root.resolve("elsewhere"));
        Refusal.expect(
                index("{\"weight_map\":{\"x\":\"link/model-4.safetensors\"}}"),
                "the index names the shard \"link/model-4.safetensors\", which lies outside its folder; it is not read.");
    }

    @Test
    void torchShardsAreBoundToTheFolderTheSameWay() throws IOException {
        torchShard(folder.resolve("pytorch_model-1.bin"), "v");
        Path secret = torchShard(root.resolve("secret.bin"), "v");
        Path index = folder.resolve("pytorch_model.bin.index.json");
        Files.writeString(index, "{\"weight_map\":{\"v\":\"pytorch_model-1.bin\",\"w\":\"model-2.safetensors\"}}");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(index)) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.SHARDED);
            assertThat(checkpoint.tensors()).containsOnlyKeys("v", "w");
        }
        Files.createSymbolicLink(folder.resolve("link.bin"), secret);
        for (String name : new String[] {"../secret.bin", "link.bin", secret.toString()}) {
            Files.writeString(index, "{\"weight_map\":{\"v\":\"" + name + "\"}}");
            Refusal.expect(index, "the index names the shard \"" + name + "\", which lies outside its folder; it is not read.");
        }
    }

    private static Path torchShard(Path file, String name) throws IOException {
        PickleBuilder pickle = PickleBuilder.start().raw('}').text(name);
        return TorchFile.write(file, pickle.tensor("ByteStorage", "0", 0, new long[] {1}, new long[] {1}).raw('s').end(), new byte[1]);
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
