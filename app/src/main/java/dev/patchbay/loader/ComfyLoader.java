package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.Optional;
import java.util.function.Predicate;

/** ComfyUI's node “Load LoRA”: names of the model's authors after {@code diffusion_model.}. */
final class ComfyLoader extends KohyaStyleLoader {

    @Override
    public String title() {
        return "ComfyUI";
    }

    @Override
    public String version() {
        return "0.3.64";
    }

    @Override
    public Optional<Verdict> verdict(AdapterFit fit) {
        return Optional.of(ComfyVerdict.of(fit));
    }

    @Override
    public boolean takes(AdapterModule module, Part part) {
        // Whatever stands beside a difference of the same weight is passed over, so the difference must not be there.
        return module.algorithm() == Algorithm.FULL_DIFF || part != Part.DIFF && part != Part.SET_WEIGHT;
    }

    @Override
    public Optional<ProgramNames> names(String family) {
        return NamesJson.find(Program.COMFYUI, family);
    }

    @Override
    public Message format() {
        return Message.of("export.format.native");
    }

    @Override
    public Predicate<String> alphas(AdapterFit fit) {
        return ComfyVerdict.loading(fit).read()::contains;
    }
}
