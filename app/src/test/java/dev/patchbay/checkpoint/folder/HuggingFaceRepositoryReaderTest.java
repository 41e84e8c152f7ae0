package dev.patchbay.checkpoint.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.checkpoint.Refusal;
import dev.patchbay.checkpoint.TestOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Repositories as {@code huggingface_hub} keeps them: snapshots of links into blobs. */
@DisabledOnOs(OS.WINDOWS)
class HuggingFaceRepositoryReaderTest {

    private static final Path PIPELINE = Path.of("src/test/resources/reference/pipelines/cogvideox-2b");

    @TempDir
    private Path hub = Path.of("unset");

    private Path repository = Path.of("unset");
    private Path snapshot = Path.of("unset");

    @BeforeEach
    void download() throws IOException {
        repository = hub.resolve("models--org--video");
        snapshot = repository.resolve("snapshots/0123abcd");
        Files.createDirectories(repository.resolve("blobs"));
        try (Stream<Path> files = Files.walk(PIPELINE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path blob = repository.resolve("blobs/" + Integer.toHexString(file.toString().hashCode()));
                Files.copy(file, blob);
                Path link = snapshot.resolve(PIPELINE.relativize(file).toString());
                Files.createDirectories(link.getParent());
                Files.createSymbolicLink(link, link.getParent().relativize(blob));
            }
        }
    }

    private void main(String revision) throws IOException {
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), revision);
    }

    @Test
    void aRepositoryOpensAsTheSnapshotThatMainNames() throws IOException {
        Files.createDirectories(repository.resolve("snapshots/older"));
        main("0123abcd");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(repository)) {
            assertThat(checkpoint.path()).isEqualTo(snapshot);
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.PIPELINE_FOLDER);
            assertThat(checkpoint.tensors()).isNotEmpty();
            assertThat(CheckpointName.of(checkpoint.path())).isEqualTo("org/video");
        }
        try (Checkpoint checkpoint = TestOpener.OPENER.open(snapshot)) {
            assertThat(checkpoint.layout()).isEqualTo(CheckpointLayout.PIPELINE_FOLDER);
        }
    }

    @Test
    void asABaseItHasTheNameOfTheRepositoryAndTheFolderThatAPreviewNeeds() throws IOException {
        assertThat(new BaseModels(TestOpener.OPENER).open(repository))
                .satisfies(base -> assertThat(base.name()).isEqualTo("org/video"))
                .satisfies(base -> assertThat(base.folder()).isEqualTo(Optional.of(snapshot)));
        assertThat(new BaseModels(TestOpener.OPENER).open(snapshot.resolve("transformer")).name()).isEqualTo("org/video/transformer");
    }

    @Test
    void aPathInASnapshotKeepsItsOwnName() {
        assertThat(CheckpointName.of(repository)).isEqualTo("org/video");
        assertThat(CheckpointName.of(snapshot.resolve("vae"))).isEqualTo("vae");
        assertThat(CheckpointName.of(Path.of("loras/dance.pt"))).isEqualTo("dance.pt");
        assertThat(CheckpointName.of(Path.of("/"))).isEqualTo("/");
    }

    @Test
    void withoutMainTheOnlySnapshotIsMeant() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(repository)) {
            assertThat(checkpoint.path()).isEqualTo(snapshot);
        }
        main("../../..");
        try (Checkpoint checkpoint = TestOpener.OPENER.open(repository)) {
            assertThat(checkpoint.path()).isEqualTo(snapshot);
        }
        Files.createDirectories(repository.resolve("snapshots/other"));
        Refusal.expect(
                repository,
                "this repository of the Hugging Face cache has several snapshots, and refs/main names none of them; open one of the "
                        + "folders in snapshots.");
    }

    @Test
    void aRepositoryWithoutSnapshotIsExplained() throws IOException {
        Path empty = hub.resolve("models--org--empty");
        Files.createDirectories(empty.resolve("snapshots"));
        Files.createDirectories(empty.resolve("blobs"));
        Refusal.expect(
                empty,
                "this repository of the Hugging Face cache has no snapshot; its download was broken off or cleaned up. Download it again.");
    }

    @Test
    void aSnapshotThatLeadsBackToItsRepositoryIsNotFollowed() throws IOException {
        Files.createSymbolicLink(repository.resolve("snapshots/loop"), repository);
        main("loop");
        Refusal.expect(repository, "the snapshot of this repository is a repository itself; it is not followed.");
    }
}
