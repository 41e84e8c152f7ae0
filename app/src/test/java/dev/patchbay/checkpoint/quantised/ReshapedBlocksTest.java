package dev.patchbay.checkpoint.quantised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Block types of GGUF with another shape than the stored one; their values are the business of {@code BlockCodesTest}. */
class ReshapedBlocksTest {

    /** One block of Q8_0 with scale 1 and the codes 0 to 31. */
    private static int[] block() {
        int[] block = new int[34];
        block[1] = 0x3c;
        for (int i = 0; i < 32; i++) {
            block[2 + i] = i;
        }
        return block;
    }

    @Test
    void aWeightThatWasReshapedToFillBlocksHasItsOwnShape() throws IOException {
        Checkpoint view = new QuantisedFile().codes("conv.weight", DType.Q8_0, Shape.of(1, 32), block())
                .metadata("comfy.gguf.orig_shape.conv.weight", "[4, 2, 2, 2]")
                .view();
        assertThat(view.tensor("conv.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(4, 2, 2, 2));
        assertThat(view.tensor("conv.weight").orElseThrow().data().toFloats()).hasSize(32).startsWith(0, 1, 2).endsWith(30, 31);
    }

    @Test
    void aPlainTensorMayBeReshapedToo() throws IOException {
        Checkpoint view = new QuantisedFile().floats("x.weight", Shape.of(4), 1, 2, 3, 4)
                .metadata("comfy.gguf.orig_shape.x.weight", "[2, 2]")
                .view();
        assertThat(view.tensor("x.weight").orElseThrow().info().shape()).isEqualTo(Shape.of(2, 2));
        assertThat(view.tensor("x.weight").orElseThrow().data().toFloats()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aShapeOfAnotherSizeAndATypeThatIsNotReadAreRefusedByName() {
        Checkpoint other = new QuantisedFile().codes("w", DType.Q8_0, Shape.of(1, 32), block())
                .metadata("comfy.gguf.orig_shape.w", "[4, 2]")
                .view();
        assertThatThrownBy(() -> other.tensor("w").orElseThrow().data().toFloats()).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("w", "[1, 32]", "[4, 2]");
        Checkpoint closed = new QuantisedFile().codes("w", DType.IQ2_XXS, Shape.of(1, 256), new int[66])
                .metadata("comfy.gguf.orig_shape.w", "[16, 16]")
                .view();
        assertThatThrownBy(() -> closed.tensor("w").orElseThrow().data().toFloats()).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("made-up.safetensors", "w", "IQ2_XXS");
    }
}
