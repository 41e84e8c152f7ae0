package dev.patchbay.matching.names;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the words of a name say about a module, whichever code base it comes from.
 *
 * @param role query, key, value, output
 * @param fused true for query, key and value in one weight
 * @param areas areas of a block that are mentioned
 * @param text true for the text stream of a model with two streams
 * @param single true for a single-stream block of such a model
 * @param words all words that contain a letter
 */
public record NameFeatures(Role role, boolean fused, Set<Area> areas, boolean text, boolean single, Set<String> words) {

    private static final double ROLE = 0.35;
    private static final double AREA = 0.25;
    private static final double STREAM = 0.2;
    private static final double WORDS = 0.2;

    private static final Set<String> TEXT = Set.of("txt", "text", "context", "add", "added", "y");
    private static final Pattern FUSED = Pattern.compile("to_?qkv|qkv|w?q_?k_?v|query_key_value|in_proj");

    /** Areas of a block. */
    public enum Area {
        SELF("attn1?|attention|self"),
        CROSS("attn2|cross"),
        FEED_FORWARD("ffn?|mlp|feed|forward|feedforward|4h|fc\\d|net"),
        NORM("norm\\d?|.*layernorm|ln\\d?|adaln\\w*|mod|modulation"),
        TIME("t|time\\w*|timestep\\w*"),
        EMBEDDING("\\w*embed\\w*|\\w*emb|patch\\w*");

        private final Pattern words;

        Area(String words) {
            this.words = Pattern.compile(words);
        }
    }

    public static NameFeatures of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Set<String> words = new LinkedHashSet<>(List.of(lower.split("[._-]")));
        words.removeIf(word -> word.chars().noneMatch(Character::isLetter));
        Set<Area> areas = EnumSet.noneOf(Area.class);
        for (Area area : Area.values()) {
            if (words.stream().anyMatch(word -> area.words.matcher(word).matches())) {
                areas.add(area);
            }
        }
        if (areas.contains(Area.CROSS)) {
            areas.remove(Area.SELF);
        }
        boolean numbered = lower.matches(".*query_key_value\\.[012]");
        boolean fused = !numbered && FUSED.matcher(lower).find();
        boolean text = words.stream().anyMatch(TEXT::contains);
        return new NameFeatures(Role.of(lower), fused, Set.copyOf(areas), text, words.contains("single"), words);
    }

    /** Similarity, 0 to 1. */
    public double likeness(NameFeatures other) {
        return ROLE * roles(other) + AREA * areas(other) + STREAM * streams(other) + WORDS * words(other);
    }

    /** 1 for the same role, 0 for different ones, 0.5 if neither name has one. */
    private double roles(NameFeatures other) {
        if (fused || other.fused) {
            return fused && other.fused ? 1 : 0;
        }
        return role != other.role ? 0 : role == Role.NONE ? 0.5 : 1;
    }

    private double areas(NameFeatures other) {
        if (areas.isEmpty() && other.areas.isEmpty()) {
            return 0.5;
        }
        Set<Area> both = areas.stream().filter(other.areas::contains).collect(Collectors.toSet());
        Set<Area> any = new LinkedHashSet<>(areas);
        any.addAll(other.areas);
        return (double) both.size() / any.size();
    }

    private double streams(NameFeatures other) {
        return (text == other.text ? 0.5 : 0) + (single == other.single ? 0.5 : 0);
    }

    /** How many of the other name's words this one has too, 0 to 1. */
    private double words(NameFeatures other) {
        long shared = other.words.stream().filter(words::contains).count();
        return other.words.isEmpty() ? 0 : (double) shared / other.words.size();
    }
}
