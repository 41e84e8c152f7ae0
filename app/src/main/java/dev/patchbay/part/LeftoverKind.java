package dev.patchbay.part;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tensor is that belongs to no adapter module, or is no half of a pair. The first kind whose pattern is found in the name counts. */
public enum LeftoverKind {
    /** LoHa of LyCORIS or PEFT. */
    LOHA("LoHa", "\\.hada_[wt]"),
    /** LoKr. */
    LOKR("LoKr", "\\.lokr_[wt]"),
    /** OFT and BOFT. */
    OFT("OFT", "\\.b?oft_(blocks|R|s)\\b"),
    /** (IA)³. */
    IA3("(IA)³", "\\.(ia3_l|on_input)\\b"),
    VERA("VeRA", "\\.?vera_(lambda_[bd]|[AB])\\b"),
    /** Magnitudes that DoRA adds to a LoRA pair. */
    DORA("DoRA", "\\.(dora_scale|lora_magnitude_vector|magnitude)\\b"),
    GLORA("GLoRA", "\\.(a1|a2|b1|b2|bm)\\.weight$"),
    /** The middle factor of a convolution's three. */
    TUCKER("LoCon/Tucker", "\\.lora_mid\\."),
    EMBEDDING("LoRA (embedding)", "\\.lora_embedding_[AB]\\b"),
    /** A bias beside a pair. */
    LORA_BIAS("LoRA (bias)", "\\.lora_[AB](\\.[^.]+)?\\.bias$"),
    /** Whole differences of weights, norms and biases. */
    DIFF("diff", "\\.(diff|diff_b|w_norm|b_norm|set_weight|reshape_weight)$"),
    /** Tuners of PEFT that Patchbay puts no modules together of. */
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
    LONE_ALPHA("alpha", "\\.alpha$"),
    /** A pair that another one of the same module stands before. */
    SECOND_PAIR("LoRA", "\\.(lora_[AB]|lora_down|lora_up)\\b"),
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
    private final Pattern pattern;

    LeftoverKind(String label, String pattern) {
        this.label = label;
        this.pattern = Pattern.compile(pattern);
    }

    /** Name of the algorithm or part, for people. */
    public String label() {
        return label;
    }

    public static LeftoverKind of(String name) {
        for (LeftoverKind kind : values()) {
            if (kind.pattern.matcher(name).find()) {
                return kind;
            }
        }
        return OTHER;
    }

    /** True for tensors of an adapter that are no half of a pair, so that leaving them out changes what the adapter does. */
    public boolean isAdapterPart() {
        return compareTo(LONE_ALPHA) < 0 || this == SECOND_PAIR;
    }

    /** Name of the module an adapter part belongs to: what stands before the part that tells its kind. */
    public Optional<String> module(String name) {
        Matcher matcher = pattern.matcher(name);
        return isAdapterPart() && matcher.find() ? Optional.of(name.substring(0, matcher.start())) : Optional.empty();
    }
}
