package dev.patchbay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AdapterKeyProperties {

    @Property
    void whatIsWrittenCanonicallyIsReadAgain(@ForAll("modules") String module, @ForAll boolean down) {
        Part half = down ? Part.DOWN : Part.UP;

        Optional<AdapterKey> key = AdapterKey.parse(AdapterKey.canonical("unet", "transformer", module, half));

        assertThat(key).contains(new AdapterKey("", "unet", module, OptionalInt.empty(), half, "lora_A/lora_B", ""));
    }

    @Property
    void noNameBreaksTheParser(@ForAll("strange") String name) {
        AdapterKey.parse(name).ifPresent(key -> assertThat(key.module()).isNotEmpty());
        assertThat(LeftoverKind.of(name)).isNotNull();
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
