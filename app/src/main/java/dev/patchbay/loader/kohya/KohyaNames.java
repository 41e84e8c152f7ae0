package dev.patchbay.loader.kohya;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.basemodel.naming.NativeModule;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import java.util.List;
import java.util.regex.Pattern;

/** Tells which modules of a file stand under the name that the network has for a layer of its own. */
final class KohyaNames {

    /** Namespace of diffusers' own names in {@code networks.json}. */
    private static final String DIFFUSERS = "diffusers";

    /** What the first name of a file with flattened names begins with. */
    private static final String FLATTENED = "lora_unet_";

    private final KohyaNetwork network;
    /** True if the program renames the names of other namespaces first. */
    private final boolean renamed;
    /** True if it flattens names with dots first. */
    private final boolean flattened;

    private final NativeNames natives;

    private KohyaNames(KohyaNetwork network, NativeNames natives, boolean renamed, boolean flattened) {
        this.network = network;
        this.natives = natives;
        this.renamed = renamed;
        this.flattened = flattened;
    }

    /**
     * @param natives foreign names of the base's modules
     * @param names of all tensors of the file, in order
     */
    static KohyaNames of(KohyaNetwork network, NativeNames natives, List<String> names) {
        boolean renamed = names.stream().anyMatch(name -> network.convertsWhen().matcher(name).find());
        boolean dots = !network.dotted().isEmpty() && !names.isEmpty() && !names.getFirst().startsWith(FLATTENED);
        return new KohyaNames(network, natives, renamed, dots);
    }

    /** True if the network has a layer of this name, text encoders included. */
    boolean covers(ModuleFit fit) {
        Pattern encoder = network.encoders().get(fit.module().container());
        if (encoder != null) {
            return fit.location().isPresent() && encoder.matcher(fit.module().module()).find();
        }
        boolean dots = isDotted(fit);
        return (dots || isPrefixed(fit)) && fit.location().filter(found -> isOwn(found, fit.module().module(), dots)).isPresent();
    }

    /** True if the matrix is there, and its name ends as the program reads it. */
    boolean isSpelled(ModuleFit fit, Part part) {
        return fit.module().part(part).map(MappedTensor::name).filter(name -> isRead(name, isDotted(fit))).isPresent();
    }

    /** Names that the program flattens itself end as PEFT writes them. */
    private static boolean isRead(String name, boolean dots) {
        return AdapterKey.parse(name)
                .filter(key -> key.spelling() == (dots ? Spelling.LORA_AB : Spelling.LORA_DOWN_UP))
                .filter(key -> key.infix().isEmpty() && key.piece().isEmpty() && name.endsWith(".weight"))
                .isPresent();
    }

    /** True if the program flattens the module's name itself, and leaves its alpha behind. */
    boolean isDotted(ModuleFit fit) {
        String before = fit.module().container().isEmpty() ? fit.module().component() : fit.module().container();
        return flattened && network.dotted().contains(before);
    }

    private boolean isPrefixed(ModuleFit fit) {
        return fit.module().component().isEmpty() && network.prefixes().contains(fit.module().container());
    }

    private boolean isOwn(ModuleLocation location, String module, boolean dots) {
        return switch (location.naming()) {
            case SAME, FLATTENED -> isLayer(DIFFUSERS, location.modules().getFirst().module().name()) || isShared(module);
            case NATIVE, NATIVE_FLATTENED -> location.nativeName().filter(name -> isFlat(location, name, dots)).isPresent();
            case STRAY -> false;
        };
    }

    /** A name that diffusers has, too. */
    private boolean isShared(String module) {
        return natives.find(module)
                .or(() -> natives.findFlattened(module))
                .filter(found -> isLayer(found.namespace(), found.name()))
                .isPresent();
    }

    /** A name of one word is its own flattened form. */
    private boolean isFlat(ModuleLocation location, NativeModule module, boolean dots) {
        boolean flat = dots || location.naming() == Naming.NATIVE_FLATTENED || module.name().indexOf('.') < 0;
        return flat && isLayer(module.namespace(), module.name());
    }

    private boolean isLayer(String namespace, String name) {
        boolean own = !(renamed && network.convertsAll()) && network.names().contains(namespace) && network.layers().matcher(name).find();
        Pattern converted = network.converts().get(namespace);
        return own || renamed && converted != null && converted.matcher(name).find();
    }
}
