package dev.patchbay.export.merge;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import java.util.Optional;
import java.util.Set;

/**
 * What a layer of the sum is called in the new file: canonical where its name is, else as the adapters themselves call it.
 *
 * @param component {@code transformer}, …; empty for a name in the adapters' own convention
 * @param path the name up to the ending that names the part
 * @param kind how such names are made, which all layers of a file have in common
 */
record LayerName(String component, String module, String path, Kind kind) {

    private static final String DEFAULT_COMPONENT = "transformer";
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
            return AdapterKey.path(stored).map(path -> new LayerName("", module.module(), path, Kind.FLATTENED));
        }
        if (!module.container().isEmpty()) {
            return AdapterKey.path(stored).map(path -> new LayerName("", module.module(), path, Kind.CONTAINED));
        }
        String component = module.component().isEmpty() ? DEFAULT_COMPONENT : module.component();
        return Optional.of(new LayerName(component, module.module(), component + "." + module.module(), Kind.CANONICAL));
    }

    /** Equal for the same layer under names of different kinds. */
    static String layer(AdapterModule module) {
        String encoder = AdapterKey.encoderNumber(module.container()).map(number -> module.container()).orElse("");
        String component = DENOISERS.contains(module.component()) ? encoder : module.component();
        return component + "|" + module.module().replace('.', '_');
    }

    String tensor(Part part) {
        return kind == Kind.CANONICAL ? AdapterKey.canonical(component, module, part) : kind.dialect.name(path, part);
    }
}
