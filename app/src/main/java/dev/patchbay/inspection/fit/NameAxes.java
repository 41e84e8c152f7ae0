package dev.patchbay.inspection.fit;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import java.util.ArrayList;
import java.util.List;

/** Along which axes the names of a module differ from those that diffusers reads. */
public final class NameAxes {

    /** The spelling that diffusers writes. */
    public static final String LORA_AB = "lora_A/lora_B";

    private NameAxes() {}

    /** The axes along which the names of a module differ from those that diffusers reads; none if they are right. */
    public static List<String> of(ModuleFit fit) {
        List<String> axes = new ArrayList<>();
        if (!fit.module().container().isEmpty()) {
            axes.add("container");
        } else if (fit.module().component().isEmpty()) {
            axes.add("prefix");
        }
        for (MappedTensor half : fit.halves()) {
            AdapterKey key = AdapterKey.parse(half.name()).orElseThrow();
            if (!key.infix().isEmpty() && !axes.contains("infix")) {
                axes.add("infix");
            }
            if (!isReadSuffix(half.name(), key.spelling()) && !axes.contains("suffix")) {
                axes.add("suffix");
            }
        }
        return axes;
    }

    /** diffusers reads {@code lora_A.weight}, and turns {@code lora.down.weight} and attention processors into it. */
    private static boolean isReadSuffix(String name, String spelling) {
        return switch (spelling) {
            case LORA_AB -> name.endsWith(".weight");
            case "lora.down/lora.up", "processor.to_q_lora.down/up" -> true;
            default -> false;
        };
    }
}
