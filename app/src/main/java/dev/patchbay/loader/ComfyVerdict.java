package dev.patchbay.loader;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What ComfyUI's node “Load LoRA” does: it looks the names it knows of the base up in the file, one module at a time. What it does not
 * find is logged as “lora key not loaded”, what does not fit as “ERROR lora …”, and the run goes on.
 *
 * @see <a href="https://github.com/comfyanonymous/ComfyUI/blob/master/comfy/lora.py">{@code load_lora}</a>
 */
final class ComfyVerdict {

    private final List<ModuleFit> fits;
    private final ComfyNames names;
    private final String family;

    private ComfyVerdict(AdapterFit context) {
        this.fits = context.fits();
        this.names = new ComfyNames(context);
        this.family = context.base().family();
    }

    static Verdict of(AdapterFit context) {
        return new ComfyVerdict(context).judge();
    }

    private Verdict judge() {
        return lostHalf().orElseGet(this::loaded);
    }

    /** For an up matrix ComfyUI reads the down matrix, which must exist; a down matrix alone is ignored. */
    private Optional<Verdict> lostHalf() {
        return fits.stream()
                .filter(fit -> fit.isLowRankPair() && names.weight(fit).isPresent())
                .filter(fit -> fit.module().down().isEmpty() && fit.module().up().isPresent())
                .findFirst()
                .map(fit -> verdict(Outcome.RAISES, 0, Message.of("inspection.comfy.lostHalf", name(fit))));
    }

    private Verdict loaded() {
        int applied = (int) fits.stream().filter(this::acts).count();
        if (applied == fits.size() && applied > 0) {
            return verdict(Outcome.APPLIES, applied, Message.of("inspection.loads.all", Program.COMFYUI.title(), Modules.count(fits)));
        }
        if (applied == 0 && Program.COMFYUI.loader().names(family).isEmpty()) {
            return verdict(Outcome.UNKNOWN, 0, Message.of("inspection.verdict.unknown", Program.COMFYUI.title(), family));
        }
        Outcome outcome = applied == 0 ? Outcome.IGNORED : Outcome.PARTIAL;
        Optional<ModuleFit> misfit = fits.stream().filter(fit -> names.weight(fit).isPresent() && !acts(fit)).findFirst();
        Optional<ModuleFit> unknown = fits.stream().filter(fit -> names.weight(fit).isEmpty()).findFirst();
        Message reason = misfit.filter(fit -> fit.module().isPair())
                .map(this::error)
                .or(() -> unknown.or(() -> misfit).map(fit -> Message.of("inspection.comfy.notLoaded", name(fit))))
                .orElseGet(() -> Message.of("inspection.comfy.nothing"));
        return verdict(outcome, applied, Message.of("inspection.comfy.some", applied, fits.size(), reason));
    }

    /** ComfyUI reshapes the product to the weight's shape, so only the number of elements has to agree. */
    private boolean acts(ModuleFit fit) {
        Optional<Shape> weight = names.weight(fit);
        if (weight.isEmpty() || !fit.module().isComplete() || !Program.COMFYUI.loader().loads(fit.module().algorithm())) {
            return false;
        }
        return fit.module().isPair()
                ? fit.ranksAgree() && product(fit) == weight.get().elements()
                : fit.module().fits(weight.get());
    }

    /** Elements of B·A with kernels flattened: rows of up times everything but the rows of down. */
    private static long product(ModuleFit fit) {
        Shape down = fit.module().down().orElseThrow().info().shape();
        Shape up = fit.module().up().orElseThrow().info().shape();
        boolean matrices = down.dimensions() >= 2 && up.dimensions() >= 2 && down.size(0) > 0;
        return matrices ? up.size(0) * (down.elements() / down.size(0)) : -1;
    }

    private Message error(ModuleFit fit) {
        Shape weight = names.weight(fit).orElseThrow();
        String module = "diffusion_model." + fit.module().module() + ".weight";
        return fit.ranksAgree()
                ? Message.of("inspection.comfy.shape", module, weight, product(fit))
                : Message.of("inspection.comfy.ranks", module);
    }

    private static String name(ModuleFit fit) {
        return fit.firstName();
    }

    private Verdict verdict(Outcome outcome, int applied, Message message) {
        return new Verdict(Program.COMFYUI, outcome, applied, fits.size(), message);
    }
}
