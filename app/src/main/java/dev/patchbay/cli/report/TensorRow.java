package dev.patchbay.cli.report;

import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.QuantisedWeight;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.tensor.FloatCodec;
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
 * A tensor of a list, as text, JSON fields or CSV. A weight that is stored as codes has its own shape, the name of the way it is stored as
 * type, and beside them what is stored.
 *
 * @param statistics empty if not requested, or if the element type cannot be read as numbers
 */
public record TensorRow(StoredTensor tensor, Optional<TensorStatistics> statistics) {

    private static final List<String> FIGURES = List.of("min", "max", "mean", "std", "norm", "zeros", "nan", "inf");

    /** True if there are numbers to be read. */
    public static boolean isReadable(StoredTensor tensor) {
        return FloatCodec.canDecode(tensor.info().dtype())
                && QuantisedWeight.of(tensor).flatMap(QuantisedWeight::obstacle).isEmpty();
    }

    /** Bytes of the tensor in its file, without companions. */
    public static long bytes(StoredTensor tensor) {
        return QuantisedWeight.of(tensor).map(QuantisedWeight::codes).orElse(tensor.info()).bytes();
    }

    private TensorInfo info() {
        return tensor.info();
    }

    /** @param width of the name column in characters */
    public String line(int width) {
        Optional<QuantisedWeight> weight = QuantisedWeight.of(tensor);
        String type = weight.map(QuantisedWeight::scheme).orElse(info().dtype().name());
        String stored = weight.map(QuantisedWeight::codes)
                .map(codes -> "  (" + Message.of("quantised.stored", codes.dtype(), codes.shape()).text() + ")")
                .orElse("");
        String what = String.format(
                Locale.ROOT, "%-" + Math.max(1, width) + "s  %-5s %s%s", PlainText.inLine(info().name()), type, info().shape(), stored);
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
        fields.put("name", info().name());
        fields.put("dtype", dtype());
        fields.put("shape", sizes(info()));
        fields.put("bytes", bytes(tensor));
        QuantisedWeight.of(tensor).ifPresent(weight -> fields.put("stored", Map.of(
                "name", weight.codes().name(),
                "dtype", lower(weight.codes().dtype().name()),
                "shape", sizes(weight.codes()),
                "companions", weight.companions().stream().sorted().toList())));
        if (withStatistics) {
            fields.put("stats", statistics.isPresent() ? figures(statistics.get()) : null);
        }
        return fields;
    }

    /** In lower case, as in all machine-readable output: {@code bf16}. */
    private String dtype() {
        return lower(QuantisedWeight.of(tensor).map(QuantisedWeight::scheme).orElse(info().dtype().name()));
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static List<Long> sizes(TensorInfo info) {
        return Arrays.stream(info.shape().toArray()).boxed().toList();
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
        cells.add(quoted(info().name()));
        cells.add(dtype());
        cells.add(Arrays.stream(info().shape().toArray()).mapToObj(Long::toString).collect(Collectors.joining("x")));
        cells.add(Long.toString(bytes(tensor)));
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
