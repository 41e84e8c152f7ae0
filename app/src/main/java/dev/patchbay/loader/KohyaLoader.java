package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.loader.kohya.KohyaLoading;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** kohya's sd-scripts and what reads their files: underscores for dots after {@code lora_unet_}. */
final class KohyaLoader extends KohyaStyleLoader {

    @Override
    public String title() {
        return "kohya";
    }

    /** Of both programs: which of them is asked depends on the family. */
    @Override
    public String version() {
        return "sd-scripts 0.10.1, musubi-tuner 0.3.4";
    }

    @Override
    public Optional<Verdict> verdict(AdapterFit fit) {
        return Optional.of(KohyaVerdict.of(fit));
    }

    /** sd-scripts and musubi-tuner, and ComfyUI and others beside them, which load more algorithms. */
    @Override
    public boolean isOneProgram() {
        return false;
    }

    @Override
    public boolean takes(AdapterModule module, Part part) {
        return part != Part.DIFF_MODULATION && (part != Part.UP_BIAS || module.algorithm() != Algorithm.LORA);
    }

    @Override
    public Optional<ProgramNames> names(String family) {
        return NamesJson.find(Program.KOHYA, family);
    }

    @Override
    public Map<String, String> metadata(Collection<CanonicalModule> written, ScaleHandling scale) {
        return Map.of(
                "ss_network_module", "networks.lora",
                "ss_network_dim", common(written, module -> module.module().rank()),
                "ss_network_alpha", common(written, module -> module.scale() * module.module().rank()));
    }

    @Override
    public Predicate<String> alphas(AdapterFit fit) {
        return KohyaLoading.of(fit).map(KohyaLoading::alphas).orElse(Set.of())::contains;
    }

    private static String common(Collection<CanonicalModule> modules, ToDoubleFunction<CanonicalModule> property) {
        List<Double> values = modules.stream().map(property::applyAsDouble).distinct().toList();
        return values.size() == 1 ? number(values.getFirst()) : "Dynamic";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    @Override
    public Message format() {
        return Message.of("export.format.flattened");
    }
}
