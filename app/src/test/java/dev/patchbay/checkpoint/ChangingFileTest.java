package dev.patchbay.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.UnreadableBytesException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person is told when a file changes while it is open. Windows lets nobody shrink or delete a mapped file. */
@DisabledOnOs(OS.WINDOWS)
class ChangingFileTest {

    private static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");
    private static final int PAGE = 4096;

    @TempDir
    private Path folder = Path.of("unset");

    private Path file = Path.of("unset");

    enum Source {
        SAFETENSORS("golden.safetensors"),
        TORCH("sat-lora/1000/mp_rank_00_model_states.pt");

        private final String path;

        Source(String path) {
            this.path = path;
        }
    }

    @BeforeEach
    void copy() throws IOException {
        file = copyOf(Source.SAFETENSORS);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatShrankIsNamedOnTheNextRead(Source source) throws IOException {
        Path path = copyOf(source);
        long before = Files.size(path);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(path)) {
            TensorData last = last(checkpoint);
            assertThat(last.toFloats()).isNotEmpty();
            truncate(path, 100);
            assertThatThrownBy(last::toFloats)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(path + ": the file had " + before
                            + " bytes when it was opened and has 100 now; something is writing to it. Wait until that is done and open "
                            + "it again.");
        }
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsNamed() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file);
                Arena arena = Arena.ofConfined()) {
            TensorData last = last(checkpoint);
            assertThatThrownBy(() -> last.read(arena, bytes -> {
                        truncate(file, 100);
                        return bytes.toArray(ValueLayout.JAVA_BYTE);
                    }))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(file + ": the file had ");
        }
    }

    @Test
    void aMappingThatFailsThoughTheFileLooksAsBeforeIsExplained() throws IOException {
        Path page = Files.write(folder.resolve("page"), new byte[PAGE]);
        try (Arena arena = Arena.ofShared();
                FileChannel channel = FileChannel.open(page, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, PAGE, arena);
            truncate(page, 0);
            SyntheticCheckpoint made = new SyntheticCheckpoint().tensor("w", 2);
            assertThatThrownBy(() -> made.build().tensors().get("w").data().read(arena, ignored -> bytes.toArray(ValueLayout.JAVA_BYTE)))
                    .isInstanceOf(UnreadableBytesException.class)
                    .hasMessageStartingWith("The values of a tensor could not be fetched");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatTheDiskDoesNotGiveAreNamedByFileAndTensor(Source source) throws IOException {
        Path path = copyOf(source);
        try (Checkpoint checkpoint = TestOpener.OPENER.open(path);
                Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> last(checkpoint).read(arena, bytes -> {
                        throw new InternalError("a fault occurred in an unsafe memory access operation");
                    }))
                    .isInstanceOf(UnreadableBytesException.class)
                    .hasMessage(path + ": the values of " + checkpoint.infos().getLast().name()
                            + " could not be fetched: the disk or the network failed. Check the drive and open the checkpoint again.");
        }
    }

    @Test
    void aFileThatShrinksWhileItIsWrittenElsewhereIsNamed() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file);
                FileChannel out = FileChannel.open(folder.resolve("out"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            String name = checkpoint.infos().getLast().name();
            TensorData shrinking = new Shrinking(last(checkpoint), file);
            assertThatThrownBy(() -> SafetensorsWriter.write(Map.of(name, shrinking), Map.of(), out))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(file + ": the file had ");
        }
    }

    @Test
    void aFileThatShrinksUnderItsStatisticsIsNamed() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            TensorData shrinking = new Shrinking(last(checkpoint), file);
            assertThatThrownBy(() -> dev.patchbay.tensor.TensorStatistics.of(shrinking, () -> false))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(file + ": the file had ");
        }
    }

    @Test
    void aFileThatWasWrittenToInPlaceIsNamed() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(8), Files.size(file) - 8);
            }
            Files.setLastModifiedTime(file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 1_000));
            assertThatThrownBy(() -> last(checkpoint).toFloats())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(file + ": the file was written to while it was open, so its values may be mixed up. Open it again.");
        }
    }

    @Test
    void aFileThatVanishedIsNamed() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            Files.delete(file);
            assertThatThrownBy(() -> last(checkpoint).toFloats())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(file + ": the file was deleted or moved away while it was open, or its drive is gone. Open it again "
                            + "where it is now.");
        }
    }

    @Test
    void aFileThatAnotherOneReplacedIsStillReadAsItWas() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            float[] before = last(checkpoint).toFloats();
            Path other = Files.write(folder.resolve("other"), new byte[10]);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            assertThat(last(checkpoint).toFloats()).containsExactly(before);
        }
    }

    @Test
    void aRecipeAsksForTheFileOfItsTensor() throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(file)) {
            TensorInfo info = checkpoint.infos().getLast();
            TensorRecipe recipe = new TensorRecipe.Scaled(new TensorRecipe.Stored(info.name()), 2);
            RecipeData data = new RecipeData(checkpoint, recipe, new TensorInfo("w", DType.F32, info.shape()));
            assertThat(data.toFloats()).isNotEmpty();
            truncate(file, 100);
            assertThatThrownBy(data::check).isInstanceOf(CheckpointException.class).hasMessageContaining(file.toString());
            assertThatThrownBy(data::toFloats).isInstanceOf(CheckpointException.class).hasMessageContaining(file.toString());
        }
    }

    @Test
    void aFileThatShrinksWhileItIsOpenedIsNamed() {
        CheckpointReader shrinking = new CheckpointReader() {
            @Override
            public boolean matches(Path path) {
                return true;
            }

            @Override
            public Checkpoint open(Path path, CheckpointOpener opener) throws IOException {
                try (MappedFile mapped = new MappedFile(path)) {
                    truncate(path, 0);
                    mapped.segment().toArray(ValueLayout.JAVA_BYTE);
                    throw new AssertionError("an empty file was read");
                }
            }
        };
        Refusal.expect(
                new CheckpointOpener(List.of(shrinking), ReadLimits.DEFAULT),
                file,
                file + ": the file shrank or became unreadable while it was being opened. Open it again when nothing writes to it.");
    }

    private Path copyOf(Source source) throws IOException {
        return Files.copy(REFERENCE.resolve(source.path), folder.resolve(source.name()), StandardCopyOption.REPLACE_EXISTING);
    }

    private static TensorData last(Checkpoint checkpoint) {
        return checkpoint.tensors().get(checkpoint.infos().getLast().name()).data();
    }

    private static void truncate(Path path, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    /** Values whose file shrinks as soon as somebody has asked for them. */
    private record Shrinking(TensorData data, Path file) implements TensorData {

        @Override
        public DType dtype() {
            return data.dtype();
        }

        @Override
        public Shape shape() {
            return data.shape();
        }

        @Override
        public void check() throws IOException {
            data.check();
        }

        @Override
        public MemorySegment bytes(Arena arena) throws IOException {
            MemorySegment bytes = data.bytes(arena);
            truncate(file, 100);
            return bytes;
        }
    }
}
