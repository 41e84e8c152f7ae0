package dev.patchbay.generation.wan.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.cogvideox.Reference;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.tensor.DType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transformer, both experts where there are two, against what diffusers computes. */
@ParameterizedClass
@ValueSource(strings = {"wan2.1-t2v-1.3b", "wan2.2-t2v-a14b", "wan2.2-i2v-a14b", "wan2.2-ti2v-5b", "wan2.2-ti2v-5b-image"})
@Tag("torch")
class WanTransformerTest {

    private static final double LIMIT = 1e-4;
    private static final Residency WHOLE = new Residency(DType.F32, Long.MAX_VALUE, true);

    private static TinyTransformer model;

    @Parameter
    String variant;

    @BeforeParameterizedClassInvocation
    static void load(String variant) throws Exception {
        model = new TinyTransformer(variant);
    }

    @AfterParameterizedClassInvocation
    static void unload() throws Exception {
        model.close();
    }

    @Test
    void predictionsAgree() throws Exception {
        for (int expert = 1; expert <= model.experts(); expert++) {
            float[] found = model.predict(expert, WHOLE);
            assertThat(Reference.error(variant + " expert " + expert, found, model.expected(expert, "output"))).isLessThan(LIMIT);
        }
    }

    @ParameterizedTest
    @CsvSource({"style_1.0, 1, 0", "style_-1.0, -1, 0", "style_0.8_motion_0.6, 0.8, 0.6"})
    void predictionsWithAdaptersAgree(String name, double style, double motion) throws Exception {
        for (int expert = 1; expert <= model.experts(); expert++) {
            float[] found = model.predict(
                    expert, WHOLE, model.adapter(expert, "style", style), model.adapter(expert, "motion", motion));
            float[] expected = model.expected(expert, "output_lora." + name);
            assertThat(Reference.error(variant + " expert " + expert + " " + name, found, expected)).isLessThan(LIMIT);
            assertThat(found).as("the adapter does something").isNotEqualTo(model.predict(expert, WHOLE));
            assertThat(model.warnings()).isEmpty();
        }
    }

    @Test
    void anAdapterOfStrengthZeroIsTheBaseToTheLastBit() throws Exception {
        for (int expert = 1; expert <= model.experts(); expert++) {
            float[] base = model.predict(expert, WHOLE);
            assertThat(model.predict(expert, WHOLE, model.adapter(expert, "style", 0), model.adapter(expert, "motion", -0.0)))
                    .isEqualTo(base);
        }
    }

    @ParameterizedTest
    @CsvSource({"BF16, 0.1", "F16, 0.02"})
    void aNarrowTypeChangesThePredictionALittle(DType dtype, double limit) throws Exception {
        float[] found = model.predict(1, new Residency(dtype, Long.MAX_VALUE, false));
        assertThat(Reference.error(variant + " " + dtype, found, model.expected(1, "output"))).isBetween(1e-6, limit);
    }

    @Test
    void blocksBroughtForEachCallGiveTheSameBitsAndAreGivenBack() throws Exception {
        float[] whole = model.predict(1, WHOLE);
        Residency none = new Residency(DType.F32, 0, false);
        assertThat(model.predict(1, none)).isEqualTo(whole);
        long held = model.held();
        assertThat(model.predict(1, none, model.adapter(1, "style", 1))).isNotEqualTo(whole);
        assertThat(model.held()).isEqualTo(held);
    }
}
