package dev.patchbay.cli.report;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.Convention;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.DeclaredAlpha;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.inspection.check.ScaleCheck;
import dev.patchbay.loader.ProgramScales;
import dev.patchbay.message.Message;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.tensor.name.BlockName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The summary of an adapter by {@code inspect}: its naming convention, and counts of each algorithm, rank, alpha, scale and target. */
public final class AdapterSummary {

    private static final String NONE = "none";

    /** Of {@link Convention}: those that no file has in a name of its own. */
    private static final Set<String> CODES =
            Set.of(NONE, "split", "fused", "flattened", "native", "output", "input", "unclear");

    /** Greatest number of targets in the text output. */
    private static final int MOST_TARGETS = 12;

    private final Adapter adapter;
    private final ProgramScales programs;

    /** @param declarations of the file that the adapter is in */
    public AdapterSummary(Adapter adapter, Declarations declarations) {
        this.adapter = adapter;
        this.programs = ProgramScales.of(adapter.modules(), declarations);
    }

    /** The fields of {@code "adapter"}; counts are of modules, for leftovers of tensors. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("algorithms", counts(module -> module.algorithm().label()));
        fields.put("convention", adapter.convention().map(AdapterSummary::axes).orElse(Map.of()));
        fields.put("modules", adapter.modules().size());
        fields.put("incomplete", adapter.modules().stream().filter(module -> !module.isComplete()).count());
        fields.put("ranks", ranked());
        fields.put("alphas", counts(AdapterSummary::alpha));
        fields.put("alpha_source", join(counts(module -> module.scaleSource().name().toLowerCase(Locale.ROOT))));
        fields.put("scales", counts(module -> number(module.scale())));
        fields.put("scales_by_program", ScaleFields.of(programs));
        fields.put("targets", counts(AdapterSummary::target));
        fields.put("leftovers", leftovers());
        return fields;
    }

    /** The same as lines of text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String suffix = adapter.convention().map(Convention::suffix).orElse("-");
        String scales = join(counts(module -> ScaleCheck.number(module.scale())));
        lines.add(Message.of("cli.inspect.adapter", adapter.modules().size(), suffix, words(join(ranked())), scales).text());
        adapter.convention().ifPresent(axes -> {
            lines.add(Message.of("cli.inspect.adapter.kind", axes.algorithm(), words(axes.magnitude()), words(axes.fusion())).text());
            lines.add(Message.of("cli.inspect.adapter.names", words(axes.namespace()), words(axes.container()), words(axes.component()),
                    words(axes.infix())).text());
        });
        String sources = adapter.modules().stream()
                .map(AdapterModule::scaleSource)
                .distinct()
                .map(source -> Message.of("adapter.scaleSource." + source).text())
                .collect(Collectors.joining(FamilyLines.and()));
        lines.add(Message.of("cli.inspect.adapter.alpha", words(join(counts(AdapterSummary::shownAlpha))), sources).text());
        if (!programs.differing().isEmpty()) {
            lines.add(Message.of("cli.inspect.adapter.programs", ScaleFields.line(programs)).text());
        }
        lines.add(Message.of("cli.inspect.adapter.targets", targets()).text());
        if (!adapter.leftovers().isEmpty()) {
            String kinds = leftovers().entrySet().stream()
                    .map(kind -> kind.getValue() + " " + Message.of("cli.inspect.leftover." + kind.getKey()).text())
                    .collect(Collectors.joining(", "));
            lines.add(Message.of("cli.inspect.leftovers", adapter.leftovers().size(), kinds).text());
        }
        return lines;
    }

    private String targets() {
        Map<String, Long> targets = counts(AdapterSummary::target);
        String most = targets.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_TARGETS)
                .map(target -> target.getKey() + " ×" + target.getValue())
                .collect(Collectors.joining(", "));
        return targets.size() > MOST_TARGETS ? most + ", …" : most;
    }

    private Map<String, Long> leftovers() {
        return adapter.leftovers().stream()
                .collect(Collectors.groupingBy(
                        tensor -> LeftoverKind.of(tensor.name()).name().toLowerCase(Locale.ROOT), TreeMap::new, Collectors.counting()));
    }

    private Map<String, Long> ranked() {
        return counts(module -> module.rank() == 0 ? NONE : Long.toString(module.rank()));
    }

    private Map<String, Long> counts(Function<AdapterModule, String> what) {
        return adapter.modules().stream().collect(Collectors.groupingBy(what, TreeMap::new, Collectors.counting()));
    }

    private static String join(Map<String, Long> counts) {
        return String.join(", ", counts.keySet());
    }

    private static Map<String, String> axes(Convention convention) {
        Map<String, String> axes = new LinkedHashMap<>();
        axes.put("container", convention.container());
        axes.put("component", convention.component());
        axes.put("namespace", convention.namespace());
        axes.put("suffix", convention.suffix());
        axes.put("infix", convention.infix());
        axes.put("alpha", convention.alpha());
        axes.put("fusion", convention.fusion());
        axes.put("algorithm", convention.algorithm());
        axes.put("magnitude", convention.magnitude());
        return axes;
    }

    /** Codes of one axis in the person's language; what the file calls itself stays. */
    private static String words(String codes) {
        return Arrays.stream(codes.split(",\\s*"))
                .map(code -> CODES.contains(code) ? Message.of("cli.inspect.word." + code).text() : code)
                .collect(Collectors.joining(", "));
    }

    private static String shownAlpha(AdapterModule module) {
        return stored(module).map(ScaleCheck::number).orElse(NONE);
    }

    /** The alpha stored in the file; one that SAT implies without storing it only shows in the scale. */
    private static Optional<Double> stored(AdapterModule module) {
        return module.declaredAlpha().filter(alpha -> alpha.source() != ScaleSource.SAT_DEFAULT).map(DeclaredAlpha::value);
    }

    private static String alpha(AdapterModule module) {
        return stored(module).map(AdapterSummary::number).orElse(NONE);
    }

    /** The part of a module's name inside its block: {@code attn1.to_q}, {@code ff.net.0.proj}. */
    private static String target(AdapterModule module) {
        return BlockName.insideBlock(module.module());
    }

    /** A relative error as a person reads it: {@code 0}, {@code 2.0e-08}. */
    public static String error(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    /** Exact, as JSON has it. */
    public static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
