package dev.patchbay.part;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the end of a tensor's name says which part of which module it is. The first spelling that fits counts. */
enum Spelling {
    SAT("matrix_A/matrix_B", ".matrix_", "\\.matrix_(?<part>[AB])\\.(?<number>\\d{1,9})"),
    LORA_AB("lora_A/lora_B", ".lora_", "\\.lora_(?<part>[AB])" + Spelling.INFIX + "(?:\\.weight)?"),
    LORA_BIAS("lora_A/lora_B", ".lora_B.", "\\.lora_B" + Spelling.INFIX + "\\.(?<part>bias)"),
    LORA_DOWN_UP(
            "lora_down/lora_up", ".lora_", "\\.lora_(?<part>down|up|mid)(?:\\.(?<number>\\d{1,3}))?" + Spelling.INFIX + "\\.weight"),
    LORA_DOT("lora.down/lora.up", ".lora.", "\\.lora\\.(?<part>down|up)\\.weight"),
    LINEAR_LAYER("lora_linear_layer.down/up", ".lora_linear_layer.", "\\.lora_linear_layer\\.(?<part>down|up)\\.weight"),
    PROCESSOR(
            "processor.to_q_lora.down/up", ".processor.to_", "\\.processor\\.(?<leaf>to_(?:q|k|v|out))_lora\\.(?<part>down|up)\\.weight"),
    /** XLabs numbers the streams: 1 for the image, 2 for the text. */
    XLABS(
            "processor.qkv_lora.down/up",
            ".processor.",
            "(?<leaf>\\.processor\\.(?:qkv|proj)_lora[12]?)\\.(?<part>down|up)\\.weight"),
    UNDERSCORE("_lora.down/_lora.up", "_lora.", "_lora\\.(?<part>down|up)\\.weight"),
    EMBEDDING(
            "lora_embedding_A/lora_embedding_B",
            ".lora_embedding_",
            "\\.lora_(?<part>embedding_[AB])" + Spelling.INFIX + "(?:\\.weight)?"),
    ADALORA("lora_A/lora_B", "", "\\.(?<part>lora_E|ranknum)" + Spelling.INFIX),
    CONTROL("down/up", "", "\\.(?<part>down|up)"),
    LOHA("hada", ".hada_", "\\.(?<part>hada_(?:w[12]_[ab]|t[12]))" + Spelling.INFIX),
    LOKR("lokr", ".lokr_", "\\.(?<part>lokr_(?:w[12](?:_[ab])?|t[12]))" + Spelling.INFIX),
    OFT("oft_blocks", "", "\\.(?<part>oft_blocks|rescale)"),
    PEFT_OFT("oft_R", ".oft_", "\\.(?<part>oft_[rR])" + Spelling.INFIX + "(?:\\.weight)?"),
    PEFT_BOFT("boft_R/boft_s", ".boft_", "\\.(?<part>boft_[Rs])" + Spelling.INFIX + "(?:\\.weight)?"),
    PEFT_IA3("ia3_l", ".ia3_l", "\\.(?<part>ia3_l)" + Spelling.INFIX + "(?:\\.weight)?"),
    ON_INPUT("weight/on_input", ".on_input", "\\.(?<part>on_input)"),
    VERA("vera_lambda", ".vera_", "\\.(?<part>vera_(?:lambda_[bd]|[AB]))" + Spelling.INFIX + "(?:\\.weight)?"),
    GLORA("a1/a2/b1/b2", ".weight", "\\.(?<part>a1|a2|b1|b2|bm)\\.weight"),
    DIFF("diff/diff_b", "", "\\.(?<part>diff|diff_b|set_weight|reshape_weight)"),
    NORM("w_norm/b_norm", "_norm", "\\.(?<part>w_norm|b_norm)"),
    DORA_SCALE("dora_scale", ".dora_scale", "\\.(?<part>dora_scale)"),
    MAGNITUDE_VECTOR(
            "lora_magnitude_vector", ".lora_magnitude_vector", "\\.(?<part>lora_magnitude_vector)" + Spelling.INFIX + "(?:\\.weight)?"),
    BARE_MAGNITUDE("magnitude", ".magnitude", "\\.(?<part>magnitude)"),
    ALPHA("alpha", ".alpha", "\\.(?<part>alpha)");

    /** The adapter's name that PEFT puts between suffix and {@code weight} while a model is in memory; {@code lora_B.bias} is none. */
    private static final String INFIX = "(?:\\.(?<infix>(?!weight$|bias$|\\d+\\.)[^.]+))?";

    private final String label;
    private final String mark;
    private final Pattern pattern;
    private final boolean hasInfix;

    /**
     * @param label as printed
     * @param mark what every such name contains: asked first, since that is cheap
     * @param ending expression for what stands behind the module's name
     */
    Spelling(String label, String mark, String ending) {
        this.label = label;
        this.mark = mark;
        this.pattern = Pattern.compile("(?<module>.+)" + ending);
        this.hasInfix = pattern.namedGroups().containsKey("infix");
    }

    /** As printed: {@code lora_A/lora_B}. */
    String label() {
        return label;
    }

    /**
     * A name taken apart.
     *
     * @param module with its prefixes
     * @param piece number of the piece of a fused layer
     * @param infix empty if there is none
     */
    record Ending(Spelling spelling, String module, OptionalInt piece, Part part, String infix) {}

    /** The ending of a name, if one of the spellings has it. */
    static Optional<Ending> of(String name) {
        for (Spelling spelling : values()) {
            if (name.contains(spelling.mark)) {
                Matcher matcher = spelling.pattern.matcher(name);
                if (matcher.matches()) {
                    return Optional.of(spelling.ending(matcher));
                }
            }
        }
        return Optional.empty();
    }

    private Ending ending(Matcher matcher) {
        String module = matcher.group("module");
        Part part = PartWords.part(matcher.group("part"));
        return switch (this) {
            // The number belongs to the layer's name: q, k and v of a fused layer are modules of their own.
            case SAT -> new Ending(this, module + "." + matcher.group("number"), OptionalInt.empty(), part, "");
            case LORA_DOWN_UP -> new Ending(this, module, number(matcher), part, infix(matcher));
            case PROCESSOR -> new Ending(this, module + "." + attentionLayer(matcher.group("leaf")), OptionalInt.empty(), part, "");
            case XLABS -> new Ending(this, module + matcher.group("leaf").replace("_lora", ""), OptionalInt.empty(), part, "");
            default -> new Ending(this, module, OptionalInt.empty(), part, infix(matcher));
        };
    }

    /** Attention processors call the output projection {@code to_out}; in the model it is the first of a list. */
    private static String attentionLayer(String leaf) {
        return leaf.equals("to_out") ? "to_out.0" : leaf;
    }

    private static OptionalInt number(Matcher matcher) {
        return Optional.ofNullable(matcher.group("number")).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private String infix(Matcher matcher) {
        return hasInfix ? Optional.ofNullable(matcher.group("infix")).orElse("") : "";
    }
}
