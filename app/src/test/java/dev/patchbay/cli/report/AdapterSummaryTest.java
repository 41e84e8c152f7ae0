package dev.patchbay.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People read words of their language and rounded numbers; JSON has codes and exact ones. */
class AdapterSummaryTest {

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @BeforeEach
    void speakChinese() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    private static AdapterSummary summary() throws IOException {
        String module = "lora_unet_double_blocks_0_img_attn_proj";
        Checkpoint file = new SyntheticCheckpoint()
                .pair(module, 3072, 3072, 4)
                .values(module + ".alpha", DType.F32, new float[] {2.8284271f})
                .tensor("first_stage_model.conv.weight", 4, 4)
                .build();
        var mapping = RuleSet.EMPTY.apply(file.infos());
        return new AdapterSummary(AdapterAssembler.assemble(file, mapping, OptionalDouble.empty()), Declarations.of(file));
    }

    @Test
    void noCodeOfOursIsLeftInChinese() throws IOException {
        assertThat(String.join("\n", summary().lines()))
                .contains("幅值：无", "扁平化", "组件 无", "1 VAE", "缩放 0.707107", "alpha：2.828427；")
                .doesNotContain("none", "split", "fused", "flattened", "; ", "2.8284270");
    }

    @Test
    void jsonKeepsCodesAndExactNumbers() throws IOException {
        assertThat(summary().fields()).extractingByKey("scales").isEqualTo(Map.of("0.7071067690849304", 1L));
        assertThat(summary().fields()).extractingByKey("convention").asString().contains("namespace=flattened", "magnitude=none");
    }

    @Test
    void errorsAreReadAsTheirSize() {
        assertThat(AdapterSummary.error(1.966178909269767e-8)).isEqualTo("2.0e-08");
        assertThat(AdapterSummary.error(0)).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(LeftoverKind.class)
    void everyKindOfLeftoverHasAWord(LeftoverKind kind) {
        assertThat(Message.of("cli.inspect.leftover." + kind.name().toLowerCase(Locale.ROOT)).text()).isNotEmpty();
    }
}
