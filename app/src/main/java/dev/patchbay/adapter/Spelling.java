package dev.patchbay.adapter;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the end of a tensor's name says which half of which module it is. */
enum Spelling {
    SAT("matrix_A/matrix_B", "(?<module>.+)\\.matrix_(?<half>[AB])\\.(?<number>\\d+)"),
    LORA_AB("lora_A/lora_B", "(?<module>.+)\\.lora_(?<half>[AB])" + Spelling.INFIX + "(?:\\.weight)?"),
    LORA_DOWN_UP("lora_down/lora_up", "(?<module>.+)\\.lora_(?<half>down|up)" + Spelling.INFIX + "\\.weight"),
    LORA_DOT("lora.down/lora.up", "(?<module>.+)\\.lora\\.(?<half>down|up)\\.weight"),
    LINEAR_LAYER("lora_linear_layer.down/up", "(?<module>.+)\\.lora_linear_layer\\.(?<half>down|up)\\.weight"),
    PROCESSOR("processor.to_q_lora.down/up", "(?<module>.+)\\.processor\\.(?<leaf>to_(?:q|k|v|out))_lora\\.(?<half>down|up)\\.weight"),
    ALPHA("alpha", "(?<module>.+)\\.alpha");

    /** The adapter's name that PEFT puts between suffix and {@code weight} while a model is in memory; {@code lora_B.bias} is none. */
    private static final String INFIX = "(?:\\.(?<infix>(?!weight$|bias$|\\d+\\.)[^.]+))?";

    private final String label;
    private final Pattern pattern;

    Spelling(String label, String pattern) {
        this.label = label;
        this.pattern = Pattern.compile(pattern);
    }

    /** As printed: {@code lora_A/lora_B}. */
    String label() {
        return label;
    }

    /**
     * A name taken apart.
     *
     * @param module with its prefixes
     * @param infix empty if there is none
     */
    record Ending(Spelling spelling, String module, Half half, String infix) {}

    /** The ending of a name, if one of the spellings has it. */
    static Optional<Ending> of(String name) {
        for (Spelling spelling : values()) {
            Matcher matcher = spelling.pattern.matcher(name);
            if (matcher.matches()) {
                return Optional.of(spelling.ending(matcher));
            }
        }
        return Optional.empty();
    }

    private Ending ending(Matcher matcher) {
        String module = matcher.group("module");
        return switch (this) {
            case SAT -> new Ending(this, module + "." + matcher.group("number"), half(matcher), "");
            case LORA_AB, LORA_DOWN_UP -> new Ending(this, module, half(matcher), Optional.ofNullable(matcher.group("infix")).orElse(""));
            case LORA_DOT, LINEAR_LAYER -> new Ending(this, module, half(matcher), "");
            case PROCESSOR -> new Ending(this, module + "." + attentionLayer(matcher.group("leaf")), half(matcher), "");
            case ALPHA -> new Ending(this, module, Half.ALPHA, "");
        };
    }

    /** Attention processors call the output projection {@code to_out}; in the model it is the first of a list. */
    private static String attentionLayer(String leaf) {
        return leaf.equals("to_out") ? "to_out.0" : leaf;
    }

    private static Half half(Matcher matcher) {
        return switch (matcher.group("half")) {
            case "A", "down" -> Half.DOWN;
            default -> Half.UP;
        };
    }
}
