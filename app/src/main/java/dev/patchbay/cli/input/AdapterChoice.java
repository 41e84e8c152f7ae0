package dev.patchbay.cli.input;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One {@code --adapter FILE[:STRENGTH]} with the {@code --rules} that follow it. */
public final class AdapterChoice {

    @Option(names = "--adapter", required = true)
    private String adapter = "";

    @Option(names = "--rules")
    private @Nullable Path rules;

    /** A path, or {@code hf:org/name}. */
    String file() {
        return AdapterAtStrength.parse(adapter).file();
    }

    double strength() {
        return AdapterAtStrength.parse(adapter).strength();
    }

    public RulesOption rules() {
        return new RulesOption(rules);
    }
}
