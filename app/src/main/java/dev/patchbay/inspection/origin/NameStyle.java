package dev.patchbay.inspection.origin;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What most names of an adapter are, in words: “ComfyUI's spelling”, “the authors' own names with underscores”. */
public final class NameStyle {

    private static final String COMFYUI = "diffusion_model";

    private NameStyle() {}

    /** Empty if most names are of no style that is known. */
    public static Optional<Message> of(AdapterFit file) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (ModuleFit fit : file.fits()) {
            counts.merge(style(fit), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .filter(style -> !style.isEmpty())
                .map(style -> Message.of("inspection.style." + style, file.base().name()));
    }

    private static String style(ModuleFit fit) {
        if (AdapterKey.parse(fit.firstName()).filter(AdapterKey::isSat).isPresent()) {
            return "sat";
        }
        Optional<Naming> naming = fit.location().map(ModuleLocation::naming);
        if (naming.isEmpty()) {
            return "";
        }
        boolean comfy = fit.module().container().equals(COMFYUI);
        return switch (naming.get()) {
            case NATIVE -> comfy ? "comfyui" : "native";
            case NATIVE_FLATTENED -> "nativeFlattened";
            case FLATTENED -> "flattened";
            case SAME -> comfy ? "comfyuiSame" : "";
            case STRAY -> "";
        };
    }
}
