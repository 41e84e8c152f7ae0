package dev.patchbay.message;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of files on other machines, which stand wherever a path does: {@code hf://…}, {@code https://…}. A path keeps only one of two
 * slashes; a person reads both.
 */
public final class AddressText {

    /** Windows allows no colon in a name; this letter looks like one. */
    public static final char LIKE_A_COLON = '\uA789';

    private static final Pattern ADDRESS =
            Pattern.compile("(hf|https?)[:" + LIKE_A_COLON + "]/+(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private AddressText() {}

    /** The address with both slashes, of a text that begins as one does; empty for any other. */
    public static Optional<String> of(String text) {
        Matcher address = ADDRESS.matcher(text);
        return address.matches() ? Optional.of(address.group(1) + "://" + address.group(2)) : Optional.empty();
    }

    /** The same of a path. */
    public static Optional<String> of(Path path) {
        return of(path.toString().replace(File.separatorChar, '/'));
    }

    /** A path as a person reads it: as it is, or the address that stands in its place. */
    public static String shown(Path path) {
        return of(path).orElseGet(path::toString);
    }
}
