package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** kohya's names for FLUX, and whatever else ends in {@code lora_down.weight}: ComfyUI's, OneTrainer's, diffusers' with kohya's ends. */
final class FluxConverter implements DiffusersConverter {

    private final AdapterFit context;
    private final NameFacts facts;

    FluxConverter(AdapterFit context, List<String> names) {
        this.context = context;
        this.facts = new NameFacts(names);
    }

    private boolean hasOwnNames() {
        return facts.any("transformer.");
    }

    private boolean isMixture() {
        return facts.any("lora_transformer_");
    }

    @Override
    public Optional<Message> stop() {
        if (hasOwnNames()) {
            return Optional.empty();
        }
        return context.fits().stream()
                .filter(fit -> isLookedAt(fit) && (target(fit).isEmpty() || !fit.isLowRankPair()))
                .findFirst()
                .map(fit -> Message.of("inspection.diffusers.incompatible", fit.firstName()));
    }

    /** Names with other prefixes are dropped silently. */
    private boolean isLookedAt(ModuleFit fit) {
        return switch (fit.module().container()) {
            case "lora_unet" -> !isMixture();
            case "diffusion_model" -> !isMixture();
            case "lora_transformer" -> isMixture();
            case "lora_te", "lora_te1" -> true;
            case "text_encoders" -> fit.module().component().equals("clip_l");
            default -> false;
        };
    }

    @Override
    public List<String> unchanged() {
        return List.of();
    }

    @Override
    public Optional<String> component(ModuleFit fit) {
        if (hasOwnNames()) {
            return Optional.of(fit.module().component()).filter("transformer"::equals);
        }
        if (!isLookedAt(fit)) {
            return Optional.empty();
        }
        boolean encoder = fit.module().container().startsWith("lora_te") || fit.module().container().equals("text_encoders");
        return Optional.of(encoder ? "text_encoder" : "transformer");
    }

    @Override
    public Optional<ModuleLocation> target(ModuleFit fit) {
        return component(fit).flatMap(component -> fit.location()).filter(location -> switch (location.naming()) {
            case SAME -> hasOwnNames();
            case FLATTENED -> fit.module().container().startsWith("lora_t");
            case NATIVE -> Set.of("diffusion_model", "text_encoders").contains(fit.module().container());
            case NATIVE_FLATTENED -> fit.module().container().equals("lora_unet");
            case STRAY -> false;
        });
    }

    @Override
    public boolean readsEnds(ModuleFit fit) {
        return true;
    }
}
