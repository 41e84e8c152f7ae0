package dev.patchbay.cli.input;

import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.export.adapter.ExportOptions;
import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.tensor.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code convert} that change more than names. */
public final class ConvertOptions {

    /** Element types that can be written. */
    enum FloatType {
        F32,
        F16,
        BF16
    }

    @Option(names = "--scale")
    private @Nullable Double scale;

    @Option(names = "--alpha")
    private @Nullable Double alpha;

    @Option(names = "--dtype")
    private @Nullable FloatType dtype;

    @Option(names = "--set", paramLabel = "KEY=VALUE")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--unset", paramLabel = "KEY")
    private List<String> unset = new ArrayList<>();

    @Option(names = "--only", paramLabel = "PATTERN")
    private List<String> only = new ArrayList<>();

    @Option(names = "--transformers", paramLabel = "4|5", converter = TransformersVersion.class)
    private ClipNames clip = ExportOptions.CLIP;

    @Option(names = "--max-shard-size", paramLabel = "SIZE", converter = ByteSize.class)
    private long shardBytes = ExportOptions.SHARD_BYTES;

    public boolean hasBothScales() {
        return scale != null && alpha != null;
    }

    /** The absolute factor of B·A. */
    public OptionalDouble factor() {
        return scale == null ? OptionalDouble.empty() : OptionalDouble.of(scale);
    }

    /** @throws IOException if a pattern is invalid; one sentence */
    public ExportOptions wishes() throws IOException {
        List<KeyPattern> patterns = new ArrayList<>();
        for (String text : only) {
            try {
                patterns.add(KeyPattern.parse(text));
            } catch (RuleSyntaxException problem) {
                throw new CommandException(problem.explanation(), problem);
            }
        }
        return new ExportOptions(
                ScaleChoice.AUTO,
                alpha == null ? OptionalDouble.empty() : OptionalDouble.of(alpha),
                Optional.ofNullable(dtype).map(type -> DType.valueOf(type.name())),
                set,
                Set.copyOf(unset),
                patterns,
                clip,
                shardBytes);
    }
}
