package dev.patchbay.mapping.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.recipe.TensorRecipe.BlockDiagonal;
import dev.patchbay.mapping.recipe.TensorRecipe.Concat;
import dev.patchbay.mapping.recipe.TensorRecipe.Scaled;
import dev.patchbay.mapping.recipe.TensorRecipe.Slice;
import dev.patchbay.mapping.recipe.TensorRecipe.Stored;
import dev.patchbay.mapping.recipe.TensorRecipe.Transposed;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only what moves elements and computes none may be called bit-exact. */
class KeptElementsTest {

    private final TensorRecipe stored = new Stored("w");

    @Test
    void slicesAndWhatIsPutTogetherKeepTheirElements() {
        TensorRecipe slice = new Slice(stored, 0, 1, 2);
        assertThat(List.of(stored, slice, new Concat(List.of(slice, stored), 0), new Scaled(stored, 1)))
                .allMatch(TensorRecipe::keepsElements);
    }

    @Test
    void whatIsScaledTransposedOrFilledWithZerosDoesNot() {
        TensorRecipe scaled = new Scaled(stored, 2);
        assertThat(List.of(scaled, new Transposed(stored), new BlockDiagonal(List.of(stored, stored)), new Slice(scaled, 0, 0, 1)))
                .noneMatch(TensorRecipe::keepsElements);
    }

    @Test
    void anotherTypeHoldsOtherElements() {
        Checkpoint checkpoint = new SyntheticCheckpoint().tensor("w", DType.F16, 2, 3).build();
        assertThat(new RecipeData(checkpoint, stored, new TensorInfo("w", DType.F16, Shape.of(2, 3))).keepsElements()).isTrue();
        assertThat(new RecipeData(checkpoint, stored, new TensorInfo("w", DType.F32, Shape.of(2, 3))).keepsElements()).isFalse();
    }
}
