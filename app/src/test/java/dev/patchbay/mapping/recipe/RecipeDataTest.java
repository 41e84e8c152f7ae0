package dev.patchbay.mapping.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.MappedFile;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.recipe.TensorRecipe.Scaled;
import dev.patchbay.mapping.recipe.TensorRecipe.Slice;
import dev.patchbay.mapping.recipe.TensorRecipe.Stored;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeDataTest {

    /** 0, 1, 2, … 23 as [2, 3, 4]. */
    private static final Shape SHAPE = Shape.of(2, 3, 4);

    @TempDir
    Path folder;

    private MappedFile file;
    private Checkpoint checkpoint;

    @BeforeEach
    void write() throws IOException {
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        byte[] bytes = new byte[24 * 4 + 24 * 2];
        FloatCodec.encode(DType.F32, values, MemorySegment.ofArray(bytes));
        FloatCodec.encode(DType.F16, values, MemorySegment.ofArray(bytes).asSlice(96));
        Path path = Files.write(folder.resolve("values.bin"), bytes);
        file = new MappedFile(path);
        checkpoint = new Checkpoint(
                path,
                CheckpointFormat.SAFETENSORS,
                CheckpointLayout.SINGLE_FILE,
                List.of(stored("x", DType.F32, 0), stored("h", DType.F16, 96)),
                Map.of(),
                Map.of(),
                List.of(),
                file);
    }

    @AfterEach
    void close() throws IOException {
        checkpoint.close();
    }

    private StoredTensor stored(String name, DType type, long offset) {
        TensorInfo info = new TensorInfo(name, type, SHAPE);
        return new StoredTensor(info, new MappedTensorData(info, file, offset), "values.bin");
    }

    private RecipeData data(TensorRecipe recipe, DType type, long... shape) {
        return new RecipeData(checkpoint, recipe, new TensorInfo("result", type, Shape.of(shape)));
    }

    @Test
    void anUnchangedTensorIsASliceOfTheMapping() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = data(new Stored("h"), DType.F16, 2, 3, 4).bytes(arena);
            assertThat(bytes.address()).isEqualTo(file.segment().address() + 96);
            assertThat(bytes.byteSize()).isEqualTo(48);
            assertThat(bytes.isReadOnly()).isTrue();
        }
    }

    @Test
    void rowsAreASliceOfTheMappingToo() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            RecipeData rows = data(new Slice(new Stored("x"), 0, 1, 1), DType.F32, 1, 3, 4);
            assertThat(rows.bytes(arena).address()).isEqualTo(file.segment().address() + 48);
            assertThat(rows.toFloats()).startsWith(12f, 13f).hasSize(12);
        }
    }

    @Test
    void otherDimensionsAreCopied() throws IOException {
        assertThat(data(new Slice(new Stored("x"), 1, 1, 2), DType.F32, 2, 2, 4).toFloats())
                .containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23);
        assertThat(data(new Slice(new Stored("h"), 2, 3, 1), DType.F16, 2, 3, 1).toFloats()).containsExactly(3, 7, 11, 15, 19, 23);
    }

    @Test
    void aSliceOfASliceIsTheSliceOfBoth() throws IOException {
        TensorRecipe inner = new Slice(new Stored("x"), 1, 1, 2);
        assertThat(data(new Slice(inner, 0, 1, 1), DType.F32, 1, 2, 4).toFloats()).containsExactly(16, 17, 18, 19, 20, 21, 22, 23);
    }

    @Test
    void scalingRoundsOnceToTheResultingType() throws IOException {
        TensorRecipe third = new Scaled(new Scaled(new Slice(new Stored("h"), 0, 1, 1), 1.0 / 3), 3);
        assertThat(data(third, DType.F16, 1, 3, 4).toFloats()).startsWith(12f, 13f, 14f);
        float expected = Float.float16ToFloat(Float.floatToFloat16((float) (13 / 3.0)));
        assertThat(data(new Scaled(new Stored("h"), 1.0 / 3), DType.F16, 2, 3, 4).toFloats()[13]).isEqualTo(expected);
    }

    @Test
    void anotherTypeConverts() throws IOException {
        assertThat(data(new Stored("h"), DType.F32, 2, 3, 4).toFloats()).startsWith(0f, 1f, 2f);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(data(new Stored("h"), DType.F32, 2, 3, 4).bytes(arena).byteSize()).isEqualTo(96);
        }
    }

    @Test
    void aTensorThatIsNotThereOrOfAnotherShapeIsNamed() {
        assertThatThrownBy(() -> data(new Stored("y"), DType.F32, 2, 3, 4).toFloats())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(checkpoint.path() + ": there is no tensor y; the rules were made for another file.");
        for (TensorRecipe recipe : List.of(new Stored("x"), new Slice(new Stored("x"), 0, 1, 2), new Slice(new Stored("x"), 3, 0, 1))) {
            assertThatThrownBy(() -> data(recipe, DType.F32, 1, 1).toFloats())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(checkpoint.path() + ": x has the shape [2, 3, 4], which is not what the rules were applied to.");
        }
    }
}
