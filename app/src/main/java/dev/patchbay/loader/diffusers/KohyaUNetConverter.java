package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * kohya's names for Stable Diffusion: every {@code lora_down} is renamed together with its {@code lora_up}, its alpha and its
 * {@code dora_scale}; a name that is left over stops it.
 */
final class KohyaUNetConverter implements DiffusersConverter {

    private static final String DOWN = ".lora_down.weight";

    private final List<String> names;

    KohyaUNetConverter(List<String> names) {
        this.names = names;
    }

    @Override
    public Optional<Message> stop() {
        Set<String> left = new HashSet<>(names);
        for (String name : names) {
            if (name.endsWith(DOWN)) {
                String module = name.substring(0, name.length() - DOWN.length());
                if (!left.remove(module + ".lora_up.weight")) {
                    return Optional.of(Message.of("inspection.diffusers.keyError", module + ".lora_up.weight"));
                }
                left.remove(name);
                left.remove(module + ".alpha");
                left.remove(module + ".dora_scale");
            }
        }
        return names.stream().filter(left::contains).findFirst().map(name -> Message.of("inspection.diffusers.notRenamed", name));
    }

    @Override
    public List<String> unchanged() {
        return List.of();
    }

    @Override
    public Optional<String> component(ModuleFit fit) {
        return switch (fit.module().container()) {
            case "lora_te", "lora_te1" -> Optional.of("text_encoder");
            case "lora_te2" -> Optional.of("text_encoder_2");
            default -> Optional.of("unet");
        };
    }

    @Override
    public Optional<ModuleLocation> target(ModuleFit fit) {
        return fit.location().filter(location -> location.naming() != Naming.STRAY);
    }

    @Override
    public boolean readsEnds(ModuleFit fit) {
        return true;
    }
}
