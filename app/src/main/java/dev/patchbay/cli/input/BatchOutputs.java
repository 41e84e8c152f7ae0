package dev.patchbay.cli.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Output names of a batch: those of the inputs, with the suffix of the output format. */
public final class BatchOutputs {

    private final String suffix;
    private final Set<String> taken = new HashSet<>();

    /** @param options of the command; {@code --to} tells whether files or folders are written */
    public BatchOutputs(List<String> options) {
        String to = "";
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).equals("--to") && i + 1 < options.size()) {
                to = options.get(i + 1);
            } else if (options.get(i).startsWith("--to=")) {
                to = options.get(i).substring("--to=".length());
            }
        }
        this.suffix = switch (to.toLowerCase(Locale.ROOT)) {
            case "peft" -> "";
            case "sat" -> ".pt";
            default -> ".safetensors";
        };
    }

    /** {@code a.pt} and {@code a.safetensors} would get the same output name, so the second keeps its full name. */
    public String name(Path input) {
        String whole = input.getFileName().toString();
        int dot = Files.isDirectory(input) ? -1 : whole.lastIndexOf('.');
        String name = (dot > 0 ? whole.substring(0, dot) : whole) + suffix;
        return taken.add(name.toLowerCase(Locale.ROOT)) ? name : whole + suffix;
    }
}
