package dev.patchbay.loader;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.loader.config.LoraMetadataJson;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** diffusers' {@code pipe.load_lora_weights}, and its {@code from_pretrained} for full models. */
final class DiffusersLoader extends PeftStyleLoader {

    @Override
    public String title() {
        return "diffusers";
    }

    @Override
    public String version() {
        return "0.40";
    }

    @Override
    public Optional<Verdict> verdict(AdapterFit fit) {
        return Optional.of(DiffusersVerdict.of(fit));
    }

    @Override
    public boolean loads(Algorithm algorithm) {
        return algorithm == Algorithm.LORA;
    }

    @Override
    public Optional<ProgramNames> names(String family) {
        return NamesJson.find(Program.DIFFUSERS, family);
    }

    @Override
    public ScaleWriting scale(ScaleChoice wish) {
        return wish == ScaleChoice.METADATA ? ScaleWriting.METADATA : ScaleWriting.FOLDED;
    }

    @Override
    public Map<String, String> metadata(Collection<CanonicalModule> written, ScaleHandling scale) {
        return scale == ScaleHandling.METADATA ? Map.of(Declarations.METADATA_KEY, LoraMetadataJson.write(written)) : Map.of();
    }

    @Override
    public ModelNames models() {
        return ModelNames.DIFFUSERS;
    }

    /** A full model is a folder with shards of some gigabytes. */
    @Override
    public FileLayout layout(String name, boolean adapter) {
        boolean folder = !adapter && !name.endsWith(".safetensors");
        return folder ? new FileLayout("diffusion_pytorch_model", false, true, Map.of()) : FileLayout.SAFETENSORS;
    }

    @Override
    public Message format() {
        return Message.of("export.format.diffusers");
    }
}
