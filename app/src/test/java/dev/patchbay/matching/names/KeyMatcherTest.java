package dev.patchbay.matching.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.matching.Shapes;
import dev.patchbay.tensor.Shape;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyMatcherTest {

    private static List<KeyMatch> best(String name, long... shape) {
        return KeyMatcher.best(name, Shape.of(shape), Shapes.tiny().main());
    }

    @ParameterizedTest
    @CsvSource({
        "model.diffusion_model.transformer.layers.3.attention.query_key_value.1, transformer_blocks.3.attn1.to_k",
        "model.diffusion_model.transformer.layers.3.attention.query_key_value.2, transformer_blocks.3.attn1.to_v",
        "model.diffusion_model.transformer.layers.3.attention.dense, transformer_blocks.3.attn1.to_out.0",
        "blocks.29.self_attn.q, transformer_blocks.29.attn1.to_q",
        "lora_unet_transformer_blocks_7_attn1_to_v, transformer_blocks.7.attn1.to_v",
        "transformer_blocks.0.attn1.to_k, transformer_blocks.0.attn1.to_k",
    })
    void findsTheModuleOfTheSameRoleAndBlock(String name, String module) {
        KeyMatch match = best(name, 32, 32).getFirst();
        assertThat(match.module().name()).isEqualTo(module);
        assertThat(match.similarity()).isBetween(0.6, 1.0);
        assertThat(match.gap()).isGreaterThan(0.15);
    }

    @Test
    void theSameNameIsOne() {
        assertThat(best("transformer_blocks.0.attn1.to_k", 32, 32).getFirst().similarity()).isEqualTo(1.0, Offset.offset(1e-12));
    }

    @Test
    void anotherShapeIsNoMatch() {
        assertThat(best("transformer_blocks.0.attn1.to_k", 33, 32)).isEmpty();
        assertThat(best("model.layers.0.mlp.dense_h_to_4h", 128, 32).getFirst().module().name())
                .isEqualTo("transformer_blocks.0.ff.net.0.proj");
    }

    @Test
    void nonsenseLooksLikeNothingInParticular() {
        List<KeyMatch> matches = best("zorb.blat.3.frim.snork", 32, 32);
        assertThat(matches.getFirst().similarity()).isLessThan(0.5);
        assertThat(matches.getFirst().gap()).isLessThan(0.15);
        assertThat(matches.get(1).gap()).isNotPositive();
    }

    @Test
    void aTemplateStandsForEveryBlock() {
        KeyMatch match = best("layers.{i}.attention.query_key_value.0", 32, 32).getFirst();
        assertThat(match.module().name()).endsWith("attn1.to_q");
    }
}
