package dev.patchbay.cli;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One {@code --adapter FILE[:STRENGTH]} with the {@code --rules} that follow it. */
final class AdapterChoice {

    /** The last colon, where a decimal number follows it to the end: {@code C:\lora.pt} keeps its drive. */
    private static final Pattern STRENGTH = Pattern.compile("(.+):([-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))");

    @Option(names = "--adapter", required = true)
    private String adapter = "";

    @Option(names = "--rules")
    private @Nullable Path rules;

    /** A path, or {@code hf:org/name}. */
    String file() {
        Matcher split = STRENGTH.matcher(adapter);
        return split.matches() ? split.group(1) : adapter;
    }

    double strength() {
        Matcher split = STRENGTH.matcher(adapter);
        return split.matches() ? Double.parseDouble(split.group(2)) : 1;
    }

    @Nullable
    Path rules() {
        return rules;
    }
}
