package dev.patchbay.loader.peft;

import dev.patchbay.part.Algorithm;
import java.util.Map;
import java.util.Optional;

/** Tuners of PEFT by the word that {@code peft_type} says. */
final class TunerNames {

    private static final Map<String, Algorithm> TUNERS = Map.of(
            "LORA", Algorithm.LORA,
            "LOHA", Algorithm.LOHA,
            "LOKR", Algorithm.LOKR,
            "IA3", Algorithm.IA3,
            "OFT", Algorithm.OFT,
            "BOFT", Algorithm.BOFT,
            "VERA", Algorithm.VERA,
            "ADALORA", Algorithm.ADALORA);

    private TunerNames() {}

    /** Empty for one that is not modelled. */
    static Optional<Algorithm> algorithm(String type) {
        return Optional.ofNullable(TUNERS.get(type));
    }
}
