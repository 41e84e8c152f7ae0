package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * Names of the model's authors, block by block turned into diffusers': Wan after {@code diffusion_model.}, HunyuanVideo,
 * and FLUX in its forms.
 */
final class NativeConverter extends PlainNames {

    /** What becomes of names that the converter does not know. */
    enum Strictness {
        /** They stop it. */
        EVERY_NAME,
        /** They come through and meet no module. */
        KNOWN_NAMES
    }

    private final Strictness strictness;

    NativeConverter(AdapterFit context, List<String> names, Strictness strictness) {
        super(context, names);
        this.strictness = strictness;
    }

    @Override
    public Optional<Message> stop() {
        return strictness == Strictness.KNOWN_NAMES
                ? Optional.empty()
                : context().fits().stream()
                        .filter(fit -> !isKnown(fit))
                        .findFirst()
                        .map(fit -> Message.of("inspection.diffusers.notEmpty", fit.firstName()));
    }

    /** True for a low-rank pair or a norm's difference in any block. */
    private boolean isKnown(ModuleFit fit) {
        boolean difference = switch (fit.module().algorithm()) {
            case FULL_DIFF, NORM_DIFF -> true;
            default -> false;
        };
        return difference || fit.isLowRankPair() && fit.isForeignKind(context().locator());
    }

    /** Alphas are multiplied in, for Wan; HunyuanVideo's stay and meet the guard. */
    @Override
    public List<String> unchanged() {
        return strictness == Strictness.KNOWN_NAMES ? names() : List.of();
    }

    @Override
    public Optional<String> component(ModuleFit fit) {
        return Optional.of(context().base().main().component());
    }

    @Override
    public Optional<ModuleLocation> target(ModuleFit fit) {
        boolean pair = fit.isLowRankPair() && !fit.isFlattened();
        return fit.location().filter(location -> pair && (location.naming() == Naming.NATIVE || location.naming() == Naming.SAME));
    }

    @Override
    public boolean readsEnds(ModuleFit fit) {
        boolean spelledNewly = fit.halves().stream()
                .allMatch(half -> half.name().endsWith(".lora_A.weight") || half.name().endsWith(".lora_B.weight"));
        boolean spelledOldly = fit.halves().stream()
                .allMatch(half -> half.name().endsWith(".lora_down.weight") || half.name().endsWith(".lora_up.weight"));
        return spelledNewly || spelledOldly && strictness == Strictness.EVERY_NAME;
    }
}
