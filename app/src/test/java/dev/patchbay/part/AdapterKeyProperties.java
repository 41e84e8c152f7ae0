package dev.patchbay.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AdapterKeyProperties {

    @Property
    void whatIsWrittenCanonicallyIsReadAgain(@ForAll("modules") String module, @ForAll boolean down) {
        Part half = down ? Part.DOWN : Part.UP;

        Optional<AdapterKey> key = AdapterKey.parse(AdapterKey.canonical("unet", module, half));

        assertThat(key).contains(new AdapterKey("", "unet", module, OptionalInt.empty(), half, Spelling.LORA_AB, ""));
    }

    /** Container, component, module, suffix and infix do not disturb one another. */
    @Property
    void everyAxisIsReadIndependently(
            @ForAll("containers") String container,
            @ForAll("components") String component,
            @ForAll("modules") String module,
            @ForAll("suffixes") String suffix,
            @ForAll("infixes") String infix) {
        boolean named = suffix.matches("lora_(A|B|down|up)\\.weight") && !infix.isEmpty();
        String ending = named ? suffix.replace(".weight", "." + infix + ".weight") : suffix;
        String name = Stream.of(container, component, module, ending).filter(part -> !part.isEmpty()).collect(Collectors.joining("."));

        AdapterKey key = AdapterKey.parse(name).orElseThrow();

        assertThat(key.container()).isEqualTo(container);
        assertThat(key.component()).isEqualTo(component);
        assertThat(key.module()).isEqualTo(module);
        assertThat(key.infix()).isEqualTo(named ? infix : "");
    }

    @Property
    void noNameBreaksTheParser(@ForAll("strange") String name) {
        AdapterKey.parse(name).ifPresent(key -> assertThat(key.module()).isNotEmpty());
        assertThat(LeftoverKind.of(name)).isNotNull();
    }

    @Provide
    Arbitrary<String> containers() {
        return Arbitraries.of("", "base_model.model", "diffusion_model");
    }

    @Provide
    Arbitrary<String> components() {
        return Arbitraries.of("", "transformer", "unet", "text_encoder", "text_encoder_2");
    }

    @Provide
    Arbitrary<String> suffixes() {
        return Arbitraries.of(
                "lora_A.weight", "lora_B.weight", "lora_down.weight", "lora_up.weight", "lora.down.weight", "lora_linear_layer.up.weight",
                "hada_w1_a", "lokr_w2", "oft_blocks", "dora_scale", "alpha", "diff", "w_norm", "ia3_l", "vera_lambda_d", "boft_s");
    }

    @Provide
    Arbitrary<String> infixes() {
        return Arbitraries.of("", "default", "default_0", "my-adapter");
    }

    @Provide
    Arbitrary<String> modules() {
        return Arbitraries.strings().withCharRange('a', 'z').withCharRange('0', '9').ofMinLength(1).ofMaxLength(8)
                .list().ofMinSize(1).ofMaxSize(5).map(segments -> "blocks." + String.join(".", segments));
    }

    @Provide
    Arbitrary<String> strange() {
        Arbitrary<String> pieces = Arbitraries.of(
                ".", "lora_A", "lora_B", ".weight", ".default", "base_model.model", "transformer", "matrix_A", "0", "{i}", "é", "", "alpha",
                "lora_unet_", "*",
                ".processor.to_q_lora.down.weight", "\n");
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }
}
