package dev.patchbay.tensor.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockNameTest {

    @ParameterizedTest
    @CsvSource({
        "transformer_blocks.3.attn1.to_q, transformer_blocks, transformer_blocks.3, 3, attn1.to_q",
        "transformer_blocks.3.attn1.to_out.0, transformer_blocks, transformer_blocks.3, 3, attn1.to_out.0",
        "down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q, down_blocks.1, down_blocks.1.attentions.0.transformer_blocks.0, "
                + "0.0, attn1.to_q",
        "blocks_7_attn_qkv, blocks, blocks_7, 7, attn_qkv",
        "7.to_q, '', 7, 7, to_q",
        "proj_in, '', '', '', proj_in",
        "time_embedding.1, '', '', '', time_embedding.1",
    })
    void aModuleIsInTheBlockThatItsNumbersTell(String module, String group, String block, String label, String target) {
        assertThat(BlockName.of(module)).isEqualTo(new BlockName(group, block, label, target));
    }

    @Test
    void namesStandInTheOrderPeopleCount() {
        assertThat(List.of("layers.10", "layers.2.b", "layers_2", "layers.2", "head", "layers.x").stream().sorted(NaturalOrder.OF_NAMES))
                .containsExactly("head", "layers.2", "layers_2", "layers.2.b", "layers.10", "layers.x");
    }
}
