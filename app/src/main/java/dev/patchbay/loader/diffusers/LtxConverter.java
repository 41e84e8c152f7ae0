package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * LTX-Video's own names are diffusers' names after {@code diffusion_model.}; only the prefix is exchanged, and every name
 * has to have it.
 */
final class LtxConverter extends PlainNames {

    private static final String PREFIX = "diffusion_model.";

    LtxConverter(AdapterFit context, List<String> names) {
        super(context, names);
    }

    @Override
    public Optional<Message> stop() {
        return names().stream()
                .filter(name -> !name.startsWith(PREFIX))
                .findFirst()
                .map(name -> Message.of("inspection.diffusers.ltx", name));
    }

    @Override
    public Optional<String> component(ModuleFit fit) {
        return Optional.of(context().base().main().component());
    }

    @Override
    public Optional<ModuleLocation> target(ModuleFit fit) {
        return fit.location().filter(location -> location.naming() == Naming.SAME || location.naming() == Naming.NATIVE);
    }
}
