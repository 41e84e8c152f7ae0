package dev.patchbay.part;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kind of a tensor that belongs to no adapter module, or is not a half of a pair: from the part that its name spells, else from the
 * first pattern that matches the name.
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
    /** A bias beside a pair; no loader reads a bias of the down layer. */
    LORA_BIAS("LoRA (bias)", "\\.lora_A(\\.[^.]+)?\\.bias$"),
    /** Whole differences of weights, norms and biases. */
    DIFF("diff", Algorithm.FULL_DIFF, Algorithm.NORM_DIFF),
    /** Tuners of PEFT that Patchbay does not read, and algorithms without a kind of their own. */
    OTHER_TUNER("PEFT tuner", "\\.(fourierft_spectrum|c3a_kernel|randlora_\\w+|vblora_\\w+|hra_u|bone_block|shira_weight|lora_alpha)\\b"),
    /** Whole weights and biases that PEFT saves with an adapter: {@code modules_to_save}, {@code bias=lora_only}. */
    SAVED_MODULE("PEFT modules_to_save, bias", "^base_model\\.model\\.(?!.*lora_).*\\.(weight|bias)$"),
    /** Norms of attention in BFL's control adapters for FLUX, also under diffusers' names. */
    NORM_SCALE("norm", "_norm\\.scale$|\\.attn\\.norm_(added_)?[qk]\\.weight$"),
    /** Tensors of a control-LoRA other than its pairs. */
    CONTROL("control-LoRA", "^(lora_controlnet$|zero_convs\\.|input_hint_block\\.|middle_block_out\\.)"),
    /** Embeddings that OneTrainer trained together with an adapter (pivotal tuning). */
    TRAINED_WORDS("embedding", "^bundle_emb\\."),
    /** An alpha without a pair. */
    LONE_ALPHA("alpha"),
    /** A second pair for a module that already has one; the first counts. */
    SECOND_PAIR("LoRA", Algorithm.LORA, Algorithm.ADALORA),
    /** Weight of the base under a wrapped layer of SAT. */
    WRAPPED_BASE("base", "\\.original\\.(weight|bias)$"),
    TEXT_ENCODER("text encoder", "^(conditioner|cond_stage_model|text_encoders?)\\."),
    VAE("VAE", "^(first_stage_model|vae)\\."),
    /** Optimizer state of a training, such as Adam's moments. */
    OPTIMIZER("optimizer", "^(optimizer|optim|lr_scheduler)\\.|\\.?(exp_avg|exp_avg_sq|momentum_buffer)$"),
    /** Moving averages of the weights (EMA). */
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

    /** True for adapter tensors that are not a half of a pair; dropping them changes the adapter's effect. */
    public boolean isAdapterPart() {
        return compareTo(LONE_ALPHA) < 0 || this == SECOND_PAIR;
    }
}
