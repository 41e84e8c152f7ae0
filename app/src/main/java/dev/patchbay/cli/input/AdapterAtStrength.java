package dev.patchbay.cli.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An argument {@code FILE[:STRENGTH]}.
 *
 * @param file a path, or {@code hf:org/name}
 * @param strength 1 if not given
 */
public record AdapterAtStrength(String file, double strength) {

    /** Splits at the last colon if a decimal number follows it to the end: {@code C:\lora.pt} keeps its drive. */
    private static final Pattern STRENGTH = Pattern.compile("(.+):([-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))");

    public static AdapterAtStrength parse(String text) {
        Matcher split = STRENGTH.matcher(text);
        return split.matches()
                ? new AdapterAtStrength(split.group(1), Double.parseDouble(split.group(2)))
                : new AdapterAtStrength(text, 1);
    }
}
