package dev.patchbay.part;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The end of a tensor's name as a template that is read and written: {@code .lora_{part}{infix}[.weight]}. {@code {part}} stands for the
 * word of a part, {@code {infix}} for an adapter's name with its dot, {@code {piece}} for the number of a piece of a fused layer with its
 * dot, {@code {leaf}} for the end of the module's name. What is in square brackets may be missing and is written; what is in round ones
 * may be there and is not.
 */
final class EndingTemplate {

    /** The adapter's name that PEFT puts between suffix and {@code weight} while a model is in memory; {@code lora_B.bias} is none. */
    private static final String INFIX = "(?:\\.(?<infix>(?!weight$|bias$|\\d+\\.)[^.]+))?";

    private static final String PIECE = "(?:\\.(?<piece>\\d{1,3}))?";

    private final String template;
    private final Map<Part, String> words;
    private final Map<String, Part> parts = new HashMap<>();
    private final Map<String, String> leaves;
    private final List<String> marks;
    private final Pattern pattern;

    /**
     * @param words the word of each part
     * @param leaves how the ending writes the end of the module's name, by that end; if there are none, {@code {leaf}} is a number
     */
    EndingTemplate(String template, Map<Part, String> words, Map<String, String> leaves) {
        this.template = template;
        this.words = words;
        this.leaves = leaves;
        words.forEach((part, word) -> parts.put(word, part));
        String start = template.substring(0, template.indexOf('{'));
        this.marks = start.length() > 1 ? List.of(start) : words.values().stream().map(word -> start + word).toList();
        this.pattern = Pattern.compile("(?<module>.+)"
                + template.replace(".", "\\.")
                        .replaceAll("[\\[(]([^\\])]+)[\\])]", "(?:$1)?")
                        .replace("{part}", "(?<part>" + String.join("|", words.values()) + ")")
                        .replace("{leaf}", "(?<leaf>" + leafPattern() + ")")
                        .replace("{infix}", INFIX)
                        .replace("{piece}", PIECE));
    }

    private String leafPattern() {
        return leaves.isEmpty() ? "\\d{1,9}" : String.join("|", leaves.values()).replace(".", "\\.");
    }

    boolean has(Part part) {
        return words.containsKey(part);
    }

    /** @throws IllegalArgumentException if there is none */
    String word(Part part) {
        return Optional.ofNullable(words.get(part)).orElseThrow(() -> new IllegalArgumentException(part + " is not in " + template));
    }

    /** The name that has this ending taken apart. */
    Optional<Ending> read(String name) {
        // Patterns are slow, and there may be 100,000 names.
        if (marks.stream().noneMatch(name::contains)) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? Optional.of(ending(matcher)) : Optional.empty();
    }

    private Ending ending(Matcher matcher) {
        Optional<String> leaf = group(matcher, "leaf").map(this::moduleLeaf);
        String module = matcher.group("module") + leaf.map(one -> "." + one).orElse("");
        OptionalInt piece = group(matcher, "piece").map(one -> OptionalInt.of(Integer.parseInt(one))).orElse(OptionalInt.empty());
        Part part = Optional.ofNullable(parts.get(matcher.group("part"))).orElseThrow();
        return new Ending(module, piece, part, group(matcher, "infix").orElse(""));
    }

    private String moduleLeaf(String written) {
        return leaves.entrySet().stream()
                .filter(leaf -> leaf.getValue().equals(written))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(written);
    }

    private static Optional<String> group(Matcher matcher, String group) {
        return matcher.namedGroups().containsKey(group) ? Optional.ofNullable(matcher.group(group)) : Optional.empty();
    }

    /** @throws IllegalArgumentException if the ending has no word for the part, or none for the end of the module's name */
    String write(Ending ending) {
        String module = ending.module();
        String leaf = template.contains("{leaf}") ? leaf(module) : "";
        String stem = leaf.isEmpty() ? module : module.substring(0, module.length() - leaf.length() - 1);
        String piece = ending.piece().isPresent() ? "." + ending.piece().getAsInt() : "";
        return stem
                + template.replace("{part}", word(ending.part()))
                        .replace("{leaf}", leaves.getOrDefault(leaf, leaf))
                        .replace("{infix}", ending.infix().isEmpty() ? "" : "." + ending.infix())
                        .replace("{piece}", piece)
                        .replaceAll("\\([^)]+\\)|[\\[\\]]", "");
    }

    /** The ending with any text for the word, and nothing in the other places. */
    String withWord(String word) {
        return template.replaceAll("\\([^)]+\\)|[\\[\\]]|\\{(?!part)\\w+\\}", "").replace("{part}", word);
    }

    private String leaf(String module) {
        return leaves.isEmpty()
                ? module.substring(module.lastIndexOf('.') + 1)
                : leaves.keySet().stream()
                        .filter(leaf -> module.endsWith("." + leaf))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(module + " ends in none of "
                                + leaves.keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
}
