package dev.patchbay.matching.drop;

import static dev.patchbay.matching.drop.RuleInferenceTest.lora;
import static dev.patchbay.matching.drop.RuleInferenceTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.matching.Shapes;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drops that no rule can carry out: why, and what would help. */
class RefusedDropTest {

    @Test
    void aNormIsNoTarget() {
        assertThat(refused(Shapes.satLora(), Shapes.tiny(), "model.diffusion_model.transformer.layers.0.attention.dense.matrix_A.0",
                "transformer_blocks.0.attn1.norm_q"))
                .isEqualTo("transformer_blocks.0.attn1.norm_q has a weight of shape [16], a norm or a list of numbers; adapters change "
                        + "linear layers and "
                        + "convolutions. Drop it on one of those, such as norm_out.linear.");
    }

    @Test
    void anotherWidthIsAnotherModel() {
        List<TensorInfo> wide = lora("t.%d.%s.lora_%s", List.of("q"), "A", "B").stream()
                .map(tensor -> Shapes.tensor(
                        tensor.name(), tensor.shape().size(0) == 4 ? 64 : 3072, tensor.shape().size(0) == 4 ? 3072 : 64))
                .toList();
        assertThat(refused(wide, Shapes.cogvideox2b(), "t.0.q.lora_A", "transformer_blocks.0.attn1.to_q"))
                .isEqualTo("This was trained on a model that is 3072 wide; to_q here is 1920 wide. Choose the base model that it was "
                        + "trained on.");
        assertThat(refused(wide, Shapes.cogvideox2b(), "t.0", "transformer_blocks.0.attn1")).contains("3072");
    }

    @Test
    void whatIsNoHalfOfAPairIsToldApart() {
        List<TensorInfo> tensors = Shapes.satLora();
        String layer = "model.diffusion_model.transformer.layers.0.";
        String module = "transformer_blocks.0.attn1.to_q";
        assertThat(refused(tensors, Shapes.tiny(), layer + "attention.dense.original.weight", module))
                .startsWith(layer + "attention.dense.original.weight has the shape [32, 32] of the whole weight of " + module);
        assertThat(refused(tensors, Shapes.tiny(), layer + "input_layernorm.weight", module))
                .contains("has the shape [32] and no second tensor");
        List<TensorInfo> halves = tensors.stream().filter(tensor -> !tensor.name().contains("matrix_B")).toList();
        assertThat(refused(halves, Shapes.tiny(), layer + "attention.dense.matrix_A.0", module))
                .startsWith(layer + "attention.dense.matrix_A.0 with the shape [4, 32] looks like half of an adapter, but no tensor of "
                        + "shape [32, 4]");
    }

    @Test
    void transposedMatricesAreRecognised() {
        List<TensorInfo> tensors = List.of(Shapes.tensor("m.lora_a", 32, 4), Shapes.tensor("m.lora_b", 4, 128));
        assertThat(refused(tensors, Shapes.tiny(), "m.lora_a", "transformer_blocks.0.ff.net.0.proj"))
                .startsWith("The pair changes a weight of shape [32, 128]; transformer_blocks.0.ff.net.0.proj has [128, 32], the same "
                        + "turned around.");
    }

    @Test
    void unknownNamesAreNamed() {
        List<TensorInfo> tensors = Shapes.satLora();
        assertThat(refused(tensors, Shapes.tiny(), "no.such", "transformer_blocks.0.attn1.to_q")).contains("\"no.such\"");
        assertThat(refused(tensors, Shapes.tiny(), "conditioner", "no.such")).contains("\"no.such\"");
    }
}
