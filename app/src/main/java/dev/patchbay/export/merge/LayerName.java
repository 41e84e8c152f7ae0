package dev.patchbay.export.merge;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import java.util.Optional;
import java.util.Set;

/**
 * What a layer of the sum is called in the new file: canonical where its name is, else as the adapters themselves call it.
 *
 * @param component {@code transformer}, …; in the adapters' own convention empty, or what a text encoder's names begin with
 * @param path the name up to the ending that names the part
 * @param kind how such names are made, which all layers of a file have in common
 */
record LayerName(String component, String module, String path, Kind kind) {

    private static final String DEFAULT_COMPONENT = "transformer";
    private static final String COMFYUI = "diffusion_model.";
    private static final Set<String> DENOISERS = Set.of("", DEFAULT_COMPONENT, "unet");

    /** From the one that says most about the model to the one that says least. */
    enum Kind {
        /** As diffusers reads it. */
        CANONICAL(Dialect.PEFT),
        /** A path behind a container, {@code diffusion_model.x}. */
        CONTAINED(Dialect.PEFT),
        /** With underscores for dots. */
        FLATTENED(Dialect.KOHYA);

        private final Dialect dialect;

        Kind(Dialect dialect) {
            this.dialect = dialect;
        }
    }

    /** Empty for a name that is not that of a whole layer: SAT's numbers, and pieces of a fused layer. */
    static Optional<LayerName> of(AdapterModule module) {
        String stored = module.tensors().iterator().next().name();
        Optional<AdapterKey> key = AdapterKey.parse(stored).filter(one -> !one.isSat() && module.piece().isEmpty());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (key.get().isFlattened()) {
            return AdapterKey.path(stored).map(path -> new LayerName(encoder(module), module.module(), path, Kind.FLATTENED));
        }
        if (!module.container().isEmpty()) {
            return AdapterKey.path(stored).map(path -> new LayerName(encoder(module), module.module(), path, Kind.CONTAINED));
        }
        String component = module.component().isEmpty() ? DEFAULT_COMPONENT : module.component();
        return Optional.of(new LayerName(component, module.module(), component + "." + module.module(), Kind.CANONICAL));
    }

    /** The container of a text encoder's modules; empty for those of the denoiser. */
    private static String encoder(AdapterModule module) {
        return AdapterKey.encoderNumber(module.container()).map(number -> module.container()).orElse("");
    }

    /** As the base calls the layer; behind ComfyUI's container if the base has its names. */
    static LayerName of(String component, BaseTarget target) {
        String module = target.module().name();
        return NativeNames.PREFIXES.stream()
                .filter(module::startsWith)
                .findFirst()
                .map(prefix -> module.substring(prefix.length()))
                .map(own -> new LayerName("", own, COMFYUI + own, Kind.CONTAINED))
                .orElseGet(() -> new LayerName(component, module, component + "." + module, Kind.CANONICAL));
    }

    /** Equal for the same layer under names of different kinds. */
    String layer() {
        return (DENOISERS.contains(component) ? "" : component) + "|" + module.replace('.', '_');
    }

    String tensor(Part part) {
        return kind == Kind.CANONICAL ? AdapterKey.canonical(component, module, part) : kind.dialect.name(path, part);
    }
}
