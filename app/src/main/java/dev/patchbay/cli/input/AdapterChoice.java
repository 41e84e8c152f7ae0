package dev.patchbay.cli.input;

import dev.patchbay.generation.AppliedAdapter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** One {@code --adapter FILE[:STRENGTH]}, or one for an expert of a model that has two, with the {@code --rules} that follow it. */
public final class AdapterChoice {

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(names = "--rules")
    private @Nullable Path rules;

    /** The option decides what the adapter changes. */
    static final class Target {

        @Option(names = "--adapter", required = true)
        private @Nullable String both;

        @Option(names = "--adapter-high", required = true)
        private @Nullable String high;

        @Option(names = "--adapter-low", required = true)
        private @Nullable String low;

        AdapterAtStrength adapter() {
            return AdapterAtStrength.parse(both != null ? both : high != null ? high : low != null ? low : "");
        }

        AppliedAdapter.Expert expert() {
            if (both != null) {
                return AppliedAdapter.Expert.BOTH;
            }
            return high != null ? AppliedAdapter.Expert.HIGH_NOISE : AppliedAdapter.Expert.LOW_NOISE;
        }
    }

    /** A path, or {@code hf:org/name}. */
    String file() {
        return target.adapter().file();
    }

    double strength() {
        return target.adapter().strength();
    }

    AppliedAdapter.Expert expert() {
        return target.expert();
    }

    public RulesOption rules() {
        return new RulesOption(rules);
    }
}
