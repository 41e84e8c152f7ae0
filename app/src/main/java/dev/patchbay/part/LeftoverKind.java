package dev.patchbay.part;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a tensor is that belongs to no adapter module, or is no half of a pair: by the part that its name says it is, else by the first
 * pattern that is found in the name.
 */
public enum LeftoverKind {
    /** LoHa of LyCORIS or PEFT. */
    LOHA("LoHa", Algorithm.LOHA),
    /** LoKr. */
    LOKR("LoKr", Algorithm.LOKR),
    /** OFT and BOFT. */
    OFT("OFT", Algorithm.OFT, Algorithm.BOFT),
    /** (IA)³. */
    IA3("(IA)³", Algorithm.IA3),
    VERA("VeRA", "^vera_[AB]$", Algorithm.VERA),
    /** Magnitudes that DoRA adds to a LoRA pair. */
    DORA("DoRA"),
    GLORA("GLoRA", Algorithm.GLORA),
    /** The middle factor of a convolution's three. */
    TUCKER("LoCon/Tucker"),
    EMBEDDING("LoRA (embedding)"),
    /** A bias beside a pair; that of the down layer is read by nobody. */
    LORA_BIAS("LoRA (bias)", "\\.lora_A(\\.[^.]+)?\\.bias$"),
    /** Whole differences of weights, norms and biases. */
    DIFF("diff", Algorithm.FULL_DIFF, Algorithm.NORM_DIFF),
    /** Tuners of PEFT that Patchbay puts no modules together of, and algorithms without a kind of their own. */
    OTHER_TUNER("PEFT tuner", "\\.(fourierft_spectrum|c3a_kernel|randlora_\\w+|vblora_\\w+|hra_u|bone_block|shira_weight|lora_alpha)\\b"),
    /** Whole modules that PEFT saves with an adapter: {@code modules_to_save}. */
    SAVED_MODULE("PEFT modules_to_save", "^base_model\\.model\\.(?!.*lora_).*\\.(weight|bias)$"),
    /** Norms that BFL's control adapters for FLUX bring along. */
    NORM_SCALE("norm", "_norm\\.scale$"),
    /** What a control-LoRA has beside its pairs. */
    CONTROL("control-LoRA", "^(lora_controlnet$|zero_convs\\.|input_hint_block\\.|middle_block_out\\.)"),
    /** Words that OneTrainer trained with an adapter. */
    TRAINED_WORDS("embedding", "^bundle_emb\\."),
    /** An alpha without a pair. */
    LONE_ALPHA("alpha"),
    /** A pair that another one of the same module stands before. */
    SECOND_PAIR("LoRA", Algorithm.LORA, Algorithm.ADALORA),
    /** Weight of the base under a wrapped layer of SAT. */
    WRAPPED_BASE("base", "\\.original\\.(weight|bias)$"),
    TEXT_ENCODER("text encoder", "^(conditioner|cond_stage_model|text_encoders?)\\."),
    VAE("VAE", "^(first_stage_model|vae)\\."),
    /** What a training keeps to go on with: moments of Adam and the like. */
    OPTIMIZER("optimizer", "^(optimizer|optim|lr_scheduler)\\.|\\.?(exp_avg|exp_avg_sq|momentum_buffer)$"),
    /** Averages that a training keeps beside the weights. */
    EMA("EMA", "^(ema|model_ema|ema_model|shadow_params)\\."),
    /** Any other tensor: most often weights of the base. */
    OTHER("other", "");

    private final String label;
    private final Optional<Pattern> pattern;
    private final List<Algorithm> algorithms;

    LeftoverKind(String label, Algorithm... algorithms) {
        this.label = label;
        this.pattern = Optional.empty();
        this.algorithms = List.of(algorithms);
    }

    LeftoverKind(String label, String pattern, Algorithm... algorithms) {
        this.label = label;
        this.pattern = Optional.of(Pattern.compile(pattern));
        this.algorithms = List.of(algorithms);
    }

    /** Name of the algorithm or part, for people. */
    public String label() {
        return label;
    }

    public static LeftoverKind of(String name) {
        return AdapterKey.parse(name).map(key -> of(key.part())).orElseGet(() -> byPattern(name));
    }

    private static LeftoverKind byPattern(String name) {
        for (LeftoverKind kind : values()) {
            if (kind.pattern.filter(pattern -> pattern.matcher(name).find()).isPresent()) {
                return kind;
            }
        }
        return OTHER;
    }

    private static LeftoverKind of(Part part) {
        return switch (part) {
            case MAGNITUDE -> DORA;
            case MID -> TUCKER;
            case EMBEDDING_DOWN, EMBEDDING_UP -> EMBEDDING;
            case UP_BIAS -> LORA_BIAS;
            case ALPHA -> LONE_ALPHA;
            default -> of(part.algorithm().orElseThrow());
        };
    }

    private static LeftoverKind of(Algorithm algorithm) {
        return Arrays.stream(values()).filter(kind -> kind.algorithms.contains(algorithm)).findFirst().orElse(OTHER_TUNER);
    }

    /** True for tensors of an adapter that are no half of a pair, so that leaving them out changes what the adapter does. */
    public boolean isAdapterPart() {
        return compareTo(LONE_ALPHA) < 0 || this == SECOND_PAIR;
    }
}
