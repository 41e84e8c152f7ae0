package dev.patchbay.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Quantised tensors leave Patchbay as float32, or not at all. */
class QuantisedExportTest {

    private static final Shape SHAPE = Shape.of(2, 32);
    private static final TensorRecipe RECIPE = new TensorRecipe.Stored("w");

    /** Two rows of one block each; the first with scale 0.5 and a 6 at its start, the second all zero. */
    private static Checkpoint quantised(DType type) {
        byte[] blocks = new byte[Math.toIntExact(type.byteSize(type.blockElements() * 2L))];
        blocks[1] = 0x38;
        blocks[2] = 6;
        Shape shape = Shape.of(2, type.blockElements());
        return new SyntheticCheckpoint().data("w", new SyntheticCheckpoint.Bytes(type, shape, blocks)).build();
    }

    private static ExportTensor fold(Checkpoint checkpoint, TensorInfo stored, double scale) throws IOException {
        return new ScaleFold(Optional.empty()).fold("w", new RecipeData(checkpoint, RECIPE, stored), List.of("w"), scale);
    }

    @Test
    void q8IsWrittenAsFloat32() throws IOException {
        Checkpoint checkpoint = quantised(DType.Q8_0);
        TensorInfo stored = checkpoint.infos().getFirst();
        for (double scale : new double[] {1, 0.25}) {
            ExportTensor tensor = fold(checkpoint, stored, scale);
            assertThat(tensor.info()).isEqualTo(new TensorInfo("w", DType.F32, SHAPE));
            float[] values = tensor.values().toFloats();
            assertThat(values).hasSize(64).startsWith((float) (3 * scale), 0);
        }
    }

    @Test
    void whatIsNotReadIsRefusedByName() {
        Checkpoint checkpoint = quantised(DType.IQ2_XXS);
        TensorInfo stored = checkpoint.infos().getFirst();
        assertThatThrownBy(() -> fold(checkpoint, stored, 1)).isInstanceOf(ExportException.class).hasMessageContaining("w: ")
                .hasMessageContaining("IQ2_XXS");
    }

    @Test
    void rowsCanBeTakenAndColumnsCannot() throws IOException {
        Checkpoint checkpoint = quantised(DType.Q8_0);
        TensorRecipe row = new TensorRecipe.Slice(RECIPE, 0, 1, 1);
        assertThat(new RecipeData(checkpoint, row, new TensorInfo("r", DType.Q8_0, Shape.of(1, 32))).toFloats()).hasSize(32)
                .containsOnly(0);
        TensorRecipe columns = new TensorRecipe.Slice(RECIPE, 1, 0, 16);
        RecipeData cut = new RecipeData(checkpoint, columns, new TensorInfo("c", DType.Q8_0, Shape.of(2, 16)));
        assertThatThrownBy(() -> cut.bytes(Arena.global())).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("tensor w is quantised as Q8_0");
    }
}
