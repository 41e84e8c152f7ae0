package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.matching.drop.RuleInference;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.NameForm;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the modules that an unknown name resembles, for messages such as "looks like attn1.to_k (0.94, next 0.41)". It only describes:
 * which connections are allowed is decided by {@link RuleInference}.
 *
 * <p>Modules of another shape are left out. Of the others four things are compared: the role in an attention (query, key, value, output),
 * the area of the block (attention, feed-forward, …), the block's number, and the remaining words.
 */
public final class KeyMatcher {

    /** Most modules that are returned. */
    private static final int MOST = 5;

    private static final double ROLE = 0.4;
    private static final double AREA = 0.2;
    private static final double BLOCK = 0.2;
    private static final double WORDS = 0.2;

    /** Words that name the same area of a block. */
    private static final List<Pattern> AREAS = List.of(
            Pattern.compile("attn1?|attention|self_?attn|self_?attention"),
            Pattern.compile("attn2|cross_?attn"),
            Pattern.compile("ff|ffn|mlp|feed_?forward"),
            Pattern.compile(".*norm\\d?|ada_?ln.*"),
            Pattern.compile("time.*|timestep.*"),
            Pattern.compile("patch.*|.*embed.*"));

    private KeyMatcher() {}

    /**
     * The most similar modules, best first, at most five.
     *
     * @param moduleName name of an adapter's module, or a template that has {@code {i}} in place of a number
     * @param expectedWeight {@code [out, in, …]}; only modules of this shape are compared
     */
    public static List<KeyMatch> best(String moduleName, Shape expectedWeight, ModuleDictionary dictionary) {
        List<KeyMatch> matches = dictionary.modules().stream()
                .filter(module -> module.adaptable() && module.weight().equals(expectedWeight))
                .map(module -> new KeyMatch(module, similarity(moduleName, module.name()), 0))
                .sorted(Comparator.comparing(KeyMatch::similarity).reversed())
                .toList();
        return IntStream.range(0, Math.min(MOST, matches.size())).mapToObj(i -> withGap(matches, i)).toList();
    }

    private static KeyMatch withGap(List<KeyMatch> matches, int position) {
        KeyMatch match = matches.get(position);
        double other = matches.size() == 1 ? 0 : matches.get(position == 0 ? 1 : 0).similarity();
        return new KeyMatch(match.module(), match.similarity(), match.similarity() - other);
    }

    /** 0 to 1. */
    static double similarity(String name, String module) {
        return ROLE * role(name, module) + AREA * area(name, module) + BLOCK * block(name, module) + WORDS * words(name, module);
    }

    /** 1 for the same role, 0 for different ones, in between if neither name has one. */
    private static double role(String name, String module) {
        Role one = Role.of(name);
        return one != Role.of(module) ? 0 : one == Role.NONE ? 0.5 : 1;
    }

    private static double area(String name, String module) {
        Set<Integer> areas = areas(name);
        Set<Integer> others = areas(module);
        Set<Integer> both = new HashSet<>(areas);
        both.retainAll(others);
        return areas.isEmpty() && others.isEmpty() ? 0.5 : both.isEmpty() ? 0 : 1;
    }

    private static Set<Integer> areas(String name) {
        return List.of(name.toLowerCase(Locale.ROOT).split("\\.")).stream()
                .flatMap(segment -> IntStream.range(0, AREAS.size()).filter(i -> AREAS.get(i).matcher(segment).matches()).boxed())
                .collect(Collectors.toSet());
    }

    /** Compares the first number of each name, the block; a template has none. */
    private static double block(String name, String module) {
        List<Integer> numbers = NameForm.of(name).numbers();
        List<Integer> others = NameForm.of(module).numbers();
        if (name.contains("{") || numbers.isEmpty() && others.isEmpty()) {
            return 1;
        }
        return !numbers.isEmpty() && !others.isEmpty() && numbers.getFirst().equals(others.getFirst()) ? 1 : 0;
    }

    /** How many of the module's words the name has too, 0 to 1. */
    private static double words(String name, String module) {
        Set<String> words = wordsOf(module);
        long shared = words.stream().filter(wordsOf(name)::contains).count();
        return words.isEmpty() ? 0 : (double) shared / words.size();
    }

    private static Set<String> wordsOf(String name) {
        return List.of(name.toLowerCase(Locale.ROOT).split("[._-]")).stream()
                .filter(word -> word.chars().anyMatch(Character::isLetter))
                .collect(Collectors.toSet());
    }
}
