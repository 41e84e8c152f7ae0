package dev.patchbay.inspection.fit;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Spelling;
import java.util.ArrayList;
import java.util.List;

/** Along which axes the names of a module differ from those that diffusers reads. */
public final class NameAxes {

    private NameAxes() {}

    /** The axes on which the module's names differ; empty if diffusers reads them. */
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
    private static boolean isReadSuffix(String name, Spelling spelling) {
        return switch (spelling) {
            case LORA_AB -> name.endsWith(".weight");
            case LORA_DOT, PROCESSOR -> true;
            default -> false;
        };
    }
}
