package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.config.AdapterConfigJson;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/** PEFT's {@code PeftModel.from_pretrained}: a folder with {@code adapter_config.json}, for one model. */
final class PeftLoader extends PeftStyleLoader {

    /** Tuners of PEFT; which one a folder is for, its {@code adapter_config.json} says. Patchbay writes the first. */
    private static final Set<Algorithm> TUNERS = EnumSet.of(
            Algorithm.LORA,
            Algorithm.LOHA,
            Algorithm.LOKR,
            Algorithm.IA3,
            Algorithm.OFT,
            Algorithm.BOFT,
            Algorithm.VERA,
            Algorithm.ADALORA);

    @Override
    public String title() {
        return "PEFT";
    }

    @Override
    public String version() {
        return "0.21";
    }

    @Override
    public Optional<Verdict> verdict(AdapterFit fit) {
        return Optional.of(PeftVerdict.of(fit));
    }

    @Override
    public boolean loads(Algorithm algorithm) {
        return TUNERS.contains(algorithm);
    }

    @Override
    public boolean isForOneComponent() {
        return true;
    }

    @Override
    public Optional<ProgramNames> names(String family) {
        return NamesJson.find(Program.PEFT, family);
    }

    @Override
    public ScaleWriting scale(ScaleChoice wish) {
        return ScaleWriting.CONFIG;
    }

    @Override
    public Map<String, String> companions(Collection<CanonicalModule> written) {
        return Map.of(Declarations.CONFIG_FILE, AdapterConfigJson.write(written));
    }

    @Override
    public String ending() {
        return "";
    }

    @Override
    public FileLayout layout(String name, boolean adapter) {
        return new FileLayout("adapter_model.safetensors", false, false, Map.of());
    }

    @Override
    public Message format() {
        return Message.of("export.format.folder");
    }

    /** What {@code adapter_config.json} says. */
    @Override
    public OptionalDouble scale(AdapterModule module, Declarations declarations, Predicate<String> alphas) {
        return declarations.adapterConfig()
                .map(config -> config.scale(module.module(), module.rank()))
                .orElse(OptionalDouble.empty());
    }
}
