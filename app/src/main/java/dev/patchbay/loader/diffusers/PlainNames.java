package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** diffusers' own names, which no converter touches: {@code transformer.blocks.0.to_q.lora_A.weight}. */
class PlainNames implements DiffusersConverter {

    private static final String LORA_AB = "lora_A/lora_B";
    private static final String TEXT_ENCODER = "text_encoder";

    private final AdapterFit context;
    private final List<String> names;
    private final Set<String> components;

    PlainNames(AdapterFit context, List<String> names) {
        this.context = context;
        this.names = names;
        Set<String> listed = FamilyJson.components(context.base().family());
        this.components = listed.isEmpty() ? Set.of(context.base().main().component()) : listed;
    }

    @Override
    public Optional<Message> stop() {
        return Optional.empty();
    }

    @Override
    public List<String> unchanged() {
        return names;
    }

    @Override
    public Optional<String> component(ModuleFit fit) {
        return components.stream().filter(component -> fit.firstName().startsWith(component + ".")).findFirst();
    }

    @Override
    public Optional<ModuleLocation> target(ModuleFit fit) {
        boolean bare = component(fit).isPresent() && fit.module().container().isEmpty();
        return fit.location().filter(location -> bare && location.naming() == Naming.SAME);
    }

    /** Older spellings are turned into {@code lora_A} if the component's first name is not spelled so already. */
    @Override
    public boolean readsEnds(ModuleFit fit) {
        boolean newer = names.stream()
                .filter(name -> name.startsWith(fit.module().component() + "."))
                .findFirst()
                .map(name -> name.contains("lora_A"))
                .orElse(true);
        return fit.halves().stream().allMatch(half -> readsEnd(half.name(), newer, fit.module().component().startsWith(TEXT_ENCODER)));
    }

    private static boolean readsEnd(String name, boolean newer, boolean textEncoder) {
        Optional<AdapterKey> key = AdapterKey.parse(name);
        return switch (key.map(one -> one.spelling().label()).orElse("")) {
            case LORA_AB -> name.endsWith(".weight") && key.orElseThrow().infix().isEmpty();
            case "lora.down/lora.up", "processor.to_q_lora.down/up" -> !newer;
            case "lora_linear_layer.down/up" -> textEncoder;
            default -> false;
        };
    }

    final AdapterFit context() {
        return context;
    }

    final List<String> names() {
        return names;
    }
}
