package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.loader.config.LoraMetadataJson;
import dev.patchbay.loader.diffusers.DiffusersLoading;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** diffusers' {@code pipe.load_lora_weights}, and its {@code from_pretrained} for full models. */
final class DiffusersLoader extends PeftStyleLoader {

    /** {@code _control_lora_supported_norm_keys} of its {@code FluxLoraLoaderMixin}. */
    private static final Set<String> NORMS = Set.of(".norm_q", ".norm_k", ".norm_added_q", ".norm_added_k");

    @Override
    public String title() {
        return "diffusers";
    }

    @Override
    public String version() {
        return "0.40.0.dev0";
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
    public boolean takes(AdapterModule module) {
        return super.takes(module) || isNorm(module);
    }

    @Override
    public boolean takes(AdapterModule module, Part part) {
        return super.takes(module, part) || part == Part.SET_WEIGHT && isNorm(module);
    }

    /** True for a whole weight that the loader for FLUX' control adapters puts in the place of a norm's. */
    private static boolean isNorm(AdapterModule module) {
        return module.algorithm() == Algorithm.FULL_DIFF
                && module.part(Part.SET_WEIGHT).filter(weight -> weight.info().shape().dimensions() == 1).isPresent()
                && NORMS.stream().anyMatch(module.module()::endsWith);
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

    /** What the metadata says of the component; else the alpha tensor divided by the rank, else 1. */
    @Override
    public OptionalDouble scale(AdapterModule module, Declarations declarations, Predicate<String> alphas) {
        if (module.algorithm() != Algorithm.LORA) {
            return OptionalDouble.empty();
        }
        OptionalDouble alpha = AlphaTensors.scale(module, alphas);
        return declarations.metadata(module.component())
                .map(config -> config.scale(module.module(), module.rank()))
                .filter(OptionalDouble::isPresent)
                .orElse(OptionalDouble.of(alpha.orElse(1)));
    }

    /** What PEFT multiplies with, times the alpha that was multiplied in before. */
    @Override
    public Function<AdapterModule, OptionalDouble> scales(AdapterFit fit) {
        DiffusersLoading loading = DiffusersVerdict.loading(fit);
        Predicate<String> folded = alpha -> loading.folded() && loading.loaded().contains(alpha);
        return module -> {
            Optional<Double> ofPeft = module.down().map(down -> loading.scales().get(down.name()));
            return module.algorithm() == Algorithm.LORA && ofPeft.isPresent()
                    ? OptionalDouble.of(ofPeft.get() * AlphaTensors.scale(module, folded).orElse(1))
                    : scale(module, fit.declarations(), loading.loaded()::contains);
        };
    }
}
