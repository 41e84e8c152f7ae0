package dev.patchbay.generation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two adapter files that were trained together, for a model with an expert for high noise and one for low noise: their names are the same
 * but for a word.
 *
 * @param high for high noise, where denoising begins
 * @param low for low noise
 */
record NoisePair(Path high, Path low) {

    private static final List<Words> WORDS = AdapterNamesJson.experts();

    /** The words that tell two files apart, such as {@code high} and {@code low}. */
    record Words(String high, String low) {

        /** The name with the other word, if this one is in it; in small letters, capitals or with one capital as there. */
        private static Optional<String> exchanged(String name, String word, String other) {
            Matcher found = AdapterNamesJson.word(Pattern.quote(word)).matcher(name);
            return found.find()
                    ? Optional.of(found.replaceAll(part -> Matcher.quoteReplacement(like(part.group(), other))))
                    : Optional.empty();
        }

        private static String like(String written, String other) {
            if (written.equals(written.toUpperCase(Locale.ROOT))) {
                return other.toUpperCase(Locale.ROOT);
            }
            boolean capital = Character.isUpperCase(written.charAt(0));
            boolean camel = written.toLowerCase(Locale.ROOT).endsWith("noise") && written.contains("N");
            String spelled = camel ? other.replace("noise", "Noise") : other;
            return capital ? Character.toUpperCase(spelled.charAt(0)) + spelled.substring(1) : spelled;
        }
    }

    /** The pair that two files are, in whichever order they are given. */
    static Optional<NoisePair> of(Path one, Path other) {
        for (Words words : WORDS) {
            if (same(exchanged(one, words.high(), words.low()), other)) {
                return Optional.of(new NoisePair(one, other));
            }
            if (same(exchanged(one, words.low(), words.high()), other)) {
                return Optional.of(new NoisePair(other, one));
            }
        }
        return Optional.empty();
    }

    /** Where the other file of a pair would lie, likeliest first; whether there is one, the caller looks. */
    static List<Path> partners(Path file) {
        List<Path> partners = new ArrayList<>();
        for (Words words : WORDS) {
            exchanged(file, words.high(), words.low()).ifPresent(partners::add);
            exchanged(file, words.low(), words.high()).ifPresent(partners::add);
        }
        return partners.stream().distinct().toList();
    }

    private static Optional<Path> exchanged(Path file, String word, String other) {
        return Words.exchanged(name(file), word, other).map(file::resolveSibling);
    }

    private static boolean same(Optional<Path> wanted, Path found) {
        return wanted.isPresent()
                && name(wanted.get()).equalsIgnoreCase(name(found))
                && Objects.equals(wanted.get().getParent(), found.getParent());
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
