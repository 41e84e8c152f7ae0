package dev.patchbay.loader;

import dev.patchbay.inspection.fit.AdapterFit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A program that loads adapters: it may be asked for a verdict, and files can be written for it. */
public enum Program {
    /** {@code pipe.load_lora_weights}. */
    DIFFUSERS(new DiffusersLoader()),
    /** {@code PeftModel.from_pretrained}. */
    PEFT(new PeftLoader()),
    /** The node “Load LoRA”. */
    COMFYUI(new ComfyLoader()),
    /** kohya's sd-scripts, and what reads their files. */
    KOHYA(new KohyaLoader()),
    /** SwissArmyTransformer. */
    SAT(new SatLoader());

    private final Loader loader;

    Program(Loader loader) {
        this.loader = loader;
    }

    /** Those whose loader was modelled, so that there is a verdict for them. */
    public static List<Program> judged() {
        return Arrays.stream(values()).filter(program -> !program.loader.version().isEmpty()).toList();
    }

    /** What each of {@link #judged} will do with an adapter. */
    public static List<Verdict> verdicts(AdapterFit fit) {
        return Arrays.stream(values()).map(program -> program.verdict(fit)).flatMap(Optional::stream).toList();
    }

    /** What the program will do with an adapter, its alphas included; empty if its loader is not modelled. */
    public Optional<Verdict> verdict(AdapterFit fit) {
        return loader.verdict(fit).map(verdict -> RuinousNumbers.judge(verdict, fit));
    }

    /** What is known of the program. */
    public Loader loader() {
        return loader;
    }

    /** As people write it: {@code ComfyUI}. */
    public String title() {
        return loader.title();
    }

    /** As the command line writes it: {@code comfyui}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}
