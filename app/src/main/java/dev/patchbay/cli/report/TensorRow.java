package dev.patchbay.cli.report;

import dev.patchbay.cli.terminal.TerminalText;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.TensorStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a list, as text, JSON fields or CSV.
 *
 * @param statistics empty if not requested, or if the element type cannot be read as numbers
 */
public record TensorRow(TensorInfo info, Optional<TensorStatistics> statistics) {

    private static final List<String> FIGURES = List.of("min", "max", "mean", "std", "norm", "zeros", "nan", "inf");

    /** @param width of the name column in characters */
    public String line(int width) {
        String what = String.format(
                Locale.ROOT, "%-" + Math.max(1, width) + "s  %-5s %s", TerminalText.inLine(info.name()), info.dtype(), info.shape());
        return statistics.map(found -> what + "  " + sentence(found)).orElse(what);
    }

    private static String sentence(TensorStatistics of) {
        return Message.of(
                        "cli.inspect.stats",
                        rounded(of.min()),
                        rounded(of.max()),
                        rounded(of.mean()),
                        rounded(of.std()),
                        rounded(of.norm()),
                        of.zeros(),
                        of.nan(),
                        of.inf())
                .text();
    }

    private static String rounded(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.5g", value);
    }

    /** @param withStatistics whether there is a field {@code stats}; its value is null without statistics */
    public Map<String, @Nullable Object> fields(boolean withStatistics) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", info.name());
        fields.put("dtype", dtype());
        fields.put("shape", Arrays.stream(info.shape().toArray()).boxed().toList());
        fields.put("bytes", info.bytes());
        if (withStatistics) {
            fields.put("stats", statistics.isPresent() ? figures(statistics.get()) : null);
        }
        return fields;
    }

    /** In lower case, as in all machine-readable output: {@code bf16}. */
    private String dtype() {
        return info.dtype().name().toLowerCase(Locale.ROOT);
    }

    /** Statistics by name; null for those that do not exist without finite values, since JSON has no NaN. */
    private static Map<String, @Nullable Object> figures(TensorStatistics of) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("min", finite(of.min()));
        figures.put("max", finite(of.max()));
        figures.put("mean", finite(of.mean()));
        figures.put("std", finite(of.std()));
        figures.put("norm", finite(of.norm()));
        figures.put("zeros", of.zeros());
        figures.put("nan", of.nan());
        figures.put("inf", of.inf());
        return figures;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    public static String csvHead(boolean withStatistics) {
        return "name,dtype,shape,bytes" + (withStatistics ? "," + String.join(",", FIGURES) : "");
    }

    /** A line in RFC 4180 format; the shape as {@code 320x8}, missing statistics empty. */
    public String csv(boolean withStatistics) {
        List<String> cells = new ArrayList<>();
        cells.add(quoted(info.name()));
        cells.add(dtype());
        cells.add(Arrays.stream(info.shape().toArray()).mapToObj(Long::toString).collect(Collectors.joining("x")));
        cells.add(Long.toString(info.bytes()));
        if (withStatistics) {
            Map<String, @Nullable Object> figures = statistics.map(TensorRow::figures).orElse(Map.of());
            for (String figure : FIGURES) {
                Object value = figures.get(figure);
                cells.add(value == null ? "" : value.toString());
            }
        }
        return String.join(",", cells);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
