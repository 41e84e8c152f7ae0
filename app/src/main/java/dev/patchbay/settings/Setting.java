package dev.patchbay.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One choice of a person.
 *
 * @param key in the file, {@code folders.rules}
 * @param standard what holds while nothing else was chosen; it is not written
 * @param read the value of what stands in the file; empty if that is no such value, and the standard holds
 * @param written what is put into the file: text, numbers, booleans, lists and maps of these
 */
public record Setting<T>(String key, T standard, Function<Object, Optional<T>> read, Function<T, Object> written) {

    /** One of the constants of an enum, in the file by its name in small letters. */
    public static <E extends Enum<E>> Setting<E> choice(String key, E standard) {
        Function<Object, Optional<E>> read = value -> Stream.of(standard.getDeclaringClass().getEnumConstants())
                .filter(constant -> word(constant).equals(value))
                .findFirst();
        return new Setting<>(key, standard, read, Setting::word);
    }

    /** A whole number; one outside of the limits counts as the nearer limit. */
    public static Setting<Integer> whole(String key, int standard, int least, int most) {
        return new Setting<>(
                key, standard,
                value -> value instanceof Number number ? Optional.of(Math.clamp(number.longValue(), least, most)) : Optional.empty(),
                number -> Math.clamp(number, least, most));
    }

    public static Setting<Boolean> flag(String key, boolean standard) {
        return new Setting<>(key, standard, value -> value instanceof Boolean flag ? Optional.of(flag) : Optional.empty(), flag -> flag);
    }

    /** A folder of one's own instead of the usual one. */
    public static Setting<Optional<Path>> folder(String key) {
        return new Setting<>(
                key, Optional.empty(), value -> path(value).map(Optional::of),
                folder -> folder.map(Path::toString).orElse(""));
    }

    /** The path that a text names; empty if there is none of that name. */
    public static Optional<Path> path(Object value) {
        try {
            return value instanceof String text && !text.isBlank() ? Optional.of(Path.of(text)) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
