package dev.patchbay.part;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the end of a tensor's name says which part of which module it is: {@code x.lora_A.weight}, {@code x.hada_w1_a}. Each spelling is a
 * template that names are taken apart with, and written. The order counts: the first spelling that fits a name is the one it has.
 */
public enum Spelling {
    /** SAT numbers q, k and v of a fused layer: {@code query_key_value.matrix_A.0}. The number belongs to the module's name. */
    SAT("matrix_A/matrix_B", ".matrix_{part}.{leaf}", Map.of(Part.DOWN, "A", Part.UP, "B")),
    /** PEFT and diffusers; Mochi's trainer leaves {@code .weight} out. */
    LORA_AB("lora_A/lora_B", ".lora_{part}{infix}[.weight]", Map.of(Part.DOWN, "A", Part.UP, "B")),
    LORA_BIAS("lora_A/lora_B", ".lora_B{infix}.{part}", Map.of(Part.UP_BIAS, "bias")),
    /** kohya, LyCORIS, ComfyUI; musubi-tuner numbers the pieces of a fused layer. */
    LORA_DOWN_UP(
            "lora_down/lora_up", ".lora_{part}{piece}{infix}.weight", Map.of(Part.DOWN, "down", Part.UP, "up", Part.MID, "mid")),
    /** diffusers of 2023, UNet. */
    LORA_DOT("lora.down/lora.up", ".lora.{part}.weight", Map.of(Part.DOWN, "down", Part.UP, "up")),
    /** diffusers of 2023, text encoders. */
    LINEAR_LAYER("lora_linear_layer.down/up", ".lora_linear_layer.{part}.weight", Map.of(Part.DOWN, "down", Part.UP, "up")),
    /** Attention processors of diffusers. They call the output projection {@code to_out}; in the model it is the first of a list. */
    PROCESSOR(
            "processor.to_q_lora.down/up",
            ".processor.{leaf}.{part}.weight",
            Map.of(Part.DOWN, "down", Part.UP, "up"),
            Map.of("to_q", "to_q_lora", "to_k", "to_k_lora", "to_v", "to_v_lora", "to_out.0", "to_out_lora")),
    /** XLabs numbers the streams: 1 for the image, 2 for the text. */
    XLABS(
            "processor.qkv_lora.down/up",
            ".{leaf}.{part}.weight",
            Map.of(Part.DOWN, "down", Part.UP, "up"),
            xlabs()),
    /** LyCORIS' magnitudes beside XLabs' pairs. */
    XLABS_DORA(
            "processor.qkv_lora.dora_scale",
            ".{leaf}.{part}",
            Map.of(Part.MAGNITUDE, "dora_scale"),
            xlabs()),
    /** Attention of CLIP in diffusers of early 2023, under the names that a UNet's has. */
    CLIP_PROCESSOR(
            "self_attn.to_q_lora.down/up",
            ".{leaf}.{part}.weight",
            Map.of(Part.DOWN, "down", Part.UP, "up"),
            Map.of(
                    "self_attn.q_proj", "self_attn.to_q_lora",
                    "self_attn.k_proj", "self_attn.to_k_lora",
                    "self_attn.v_proj", "self_attn.to_v_lora",
                    "self_attn.out_proj", "self_attn.to_out_lora")),
    UNDERSCORE("_lora.down/_lora.up", "_lora.{part}.weight", Map.of(Part.DOWN, "down", Part.UP, "up")),
    EMBEDDING(
            "lora_embedding_A/lora_embedding_B",
            ".lora_embedding_{part}{infix}(.weight)",
            Map.of(Part.EMBEDDING_DOWN, "A", Part.EMBEDDING_UP, "B")),
    ADALORA("lora_A/lora_B", ".{part}{infix}", Map.of(Part.LORA_E, "lora_E", Part.RANK_NUMBER, "ranknum")),
    /** Stability's control-LoRA. */
    CONTROL("down/up", ".{part}", Map.of(Part.DOWN, "down", Part.UP, "up")),
    LOHA("hada", ".hada_{part}{infix}", words("HADA_", Part.HADA_W1_A, Part.HADA_T2)),
    LOKR("lokr", ".lokr_{part}{infix}", words("LOKR_", Part.LOKR_W1, Part.LOKR_T2)),
    OFT("oft_blocks", ".{part}", Map.of(Part.OFT_BLOCKS, "oft_blocks", Part.RESCALE, "rescale")),
    PEFT_OFT("oft_R", ".oft_{part}{infix}[.weight]", Map.of(Part.OFT_R, "R")),
    OLD_PEFT_OFT("oft_R", ".oft_{part}{infix}(.weight)", Map.of(Part.OFT_R, "r")),
    PEFT_BOFT("boft_R/boft_s", ".boft_{part}{infix}(.weight)", Map.of(Part.BOFT_R, "R", Part.BOFT_S, "s")),
    PEFT_IA3("ia3_l", ".{part}{infix}(.weight)", Map.of(Part.IA3, "ia3_l")),
    ON_INPUT("weight/on_input", ".{part}", Map.of(Part.ON_INPUT, "on_input")),
    /** LyCORIS' (IA)³ vector. It is told from a base weight by the {@code on_input} beside it: {@link AdapterKey#scalingVector}. */
    SCALING_VECTOR("weight/on_input", ".{part}", Map.of(Part.IA3, "weight")),
    /** A whole weight beside the parts of adapters, as diffusers has norms. Only its neighbours tell it from a weight of the base. */
    WHOLE_WEIGHT("weight", ".{part}", Map.of(Part.SET_WEIGHT, "weight")),
    VERA(
            "vera_lambda",
            ".vera_{part}{infix}(.weight)",
            Map.of(Part.VERA_LAMBDA_B, "lambda_b", Part.VERA_LAMBDA_D, "lambda_d", Part.VERA_A, "A", Part.VERA_B, "B")),
    GLORA("a1/a2/b1/b2", ".{part}.weight", words("GLORA_", Part.GLORA_A1, Part.GLORA_BM)),
    /** Of Wan's {@code blocks.0.modulation} by its own name, as ComfyUI looks for parameters that are no layer's weight. */
    MODULATION("modulation.diff", ".{part}.diff", Map.of(Part.DIFF_MODULATION, "modulation")),
    DIFF(
            "diff/diff_b",
            ".{part}",
            Map.of(
                    Part.DIFF, "diff",
                    Part.DIFF_BIAS, "diff_b",
                    Part.DIFF_MODULATION, "diff_m",
                    Part.SET_WEIGHT, "set_weight",
                    Part.RESHAPE_WEIGHT, "reshape_weight")),
    NORM("w_norm/b_norm", ".{part}", Map.of(Part.NORM_WEIGHT, "w_norm", Part.NORM_BIAS, "b_norm")),
    /** LyCORIS. */
    DORA_SCALE("dora_scale", ".{part}", Map.of(Part.MAGNITUDE, "dora_scale")),
    /** The same with an underscore left for the dot. */
    UNDERSCORE_DORA("_dora_scale", "_{part}", Map.of(Part.MAGNITUDE, "dora_scale")),
    /** PEFT. */
    MAGNITUDE_VECTOR("lora_magnitude_vector", ".{part}{infix}(.weight)", Map.of(Part.MAGNITUDE, "lora_magnitude_vector")),
    /** ai-toolkit. */
    BARE_MAGNITUDE("magnitude", ".{part}", Map.of(Part.MAGNITUDE, "magnitude")),
    ALPHA("alpha", ".{part}", Map.of(Part.ALPHA, "alpha")),
    /** MLX, stored transposed: not read as a module until rules transpose and rename it. */
    MLX("lora_a/lora_b", ".lora_{part}", Map.of(Part.DOWN, "a", Part.UP, "b")),
    /** PEFT's in lower case, which no loader reads. */
    LOWER_AB("lora_a/lora_b", ".lora_{part}.weight", Map.of(Part.DOWN, "a", Part.UP, "b")),
    /** kohya's without {@code .weight}, which no loader reads. */
    BARE_DOWN_UP("lora_down/lora_up", ".lora_{part}{infix}", Map.of(Part.DOWN, "down", Part.UP, "up")),
    /** An alpha under a name that no loader reads. */
    LORA_ALPHA("lora_alpha", ".{part}", Map.of(Part.ALPHA, "lora_alpha"));

    /** Endings that are not read as parts of an adapter module. */
    private static final Set<Spelling> UNREAD = EnumSet.of(SCALING_VECTOR, WHOLE_WEIGHT, MLX, LOWER_AB, BARE_DOWN_UP, LORA_ALPHA);

    private final String label;
    private final EndingTemplate template;

    Spelling(String label, String template, Map<Part, String> words) {
        this(label, template, words, Map.of());
    }

    Spelling(String label, String template, Map<Part, String> words, Map<String, String> leaves) {
        this.label = label;
        this.template = new EndingTemplate(template, words, leaves);
    }

    /** What XLabs calls the attention of FLUX: {@code 1} is the image's, {@code 2} the text's, and none that of single blocks. */
    private static Map<String, String> xlabs() {
        return Map.of(
                "processor.qkv", "processor.qkv_lora",
                "processor.qkv1", "processor.qkv_lora1",
                "processor.qkv2", "processor.qkv_lora2",
                "processor.proj", "processor.proj_lora",
                "processor.proj1", "processor.proj_lora1",
                "processor.proj2", "processor.proj_lora2");
    }

    /** Words from the parts' names without the common prefix: {@code w1_a} for {@code HADA_W1_A}. */
    private static Map<Part, String> words(String common, Part first, Part last) {
        Map<Part, String> words = new EnumMap<>(Part.class);
        EnumSet.range(first, last).forEach(part -> words.put(part, part.name().substring(common.length()).toLowerCase(Locale.ROOT)));
        return words;
    }

    /** As printed: {@code lora_A/lora_B}. */
    public String label() {
        return label;
    }

    public boolean has(Part part) {
        return template.has(part);
    }

    /**
     * The word for a part: {@code A} for down in {@code .lora_A.weight}.
     *
     * @throws IllegalArgumentException if the spelling has no such part
     */
    public String word(Part part) {
        return template.word(part);
    }

    /**
     * The words of up and down for a rule that renames one half or the other: {@code {m:down=A,up=B}}.
     *
     * @param capture under which the target finds them again
     * @param down word of the other spelling
     */
    public String renamedWords(String capture, String down, String up) {
        return "{" + capture + ":" + down + "=" + word(Part.DOWN) + "," + up + "=" + word(Part.UP) + "}";
    }

    /** The ending of either half with a capture in place of the word: {@code .lora_{m}.weight}. */
    public String endingWith(String capture) {
        return template.withWord("{" + capture + "}");
    }

    /**
     * What follows the module's name, with the dot: {@code .lora_A.weight}.
     *
     * @throws IllegalArgumentException if the spelling has no such part
     */
    public String ending(Part part) {
        return name("", part);
    }

    /**
     * A tensor's name.
     *
     * @param module with its prefixes
     * @throws IllegalArgumentException if the spelling has no such part, or no name for such a module
     */
    public String name(String module, Part part) {
        return write(new Ending(module, OptionalInt.empty(), part, ""));
    }

    String write(Ending ending) {
        return template.write(ending);
    }

    Optional<Ending> read(String name) {
        return template.read(name);
    }

    /** True if a name with this ending is always that of an adapter module's part. */
    boolean isRead() {
        return !UNREAD.contains(this);
    }

    /** True if matrices of this spelling are stored transposed: down {@code [in, r]}, up {@code [r, out]}. */
    boolean isTurned() {
        return this == MLX;
    }
}
