package dev.patchbay.cli;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.Convention;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@code inspect} says about an adapter: its axes, and how often each rank, scale and target occurs. */
final class AdapterSummary {

    private final Adapter adapter;

    AdapterSummary(Adapter adapter) {
        this.adapter = adapter;
    }

    /** The fields of {@code "adapter"}; the counts are of modules. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("algorithms", counts(module -> module.algorithm().name().toLowerCase(Locale.ROOT)));
        fields.put("convention", adapter.convention().map(AdapterSummary::axes).orElse(Map.of()));
        fields.put("modules", adapter.modules().size());
        fields.put("ranks", counts(module -> Long.toString(module.rank())));
        fields.put("alpha_source", join(counts(module -> module.scaleSource().name().toLowerCase(Locale.ROOT))));
        fields.put("scales", counts(module -> number(module.scale())));
        fields.put("targets", counts(AdapterSummary::target));
        return fields;
    }

    String ranks() {
        return join(counts(module -> Long.toString(module.rank())));
    }

    String scales() {
        return join(counts(module -> number(module.scale())));
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
        return axes;
    }

    /** The part of a module's name after its last index: {@code attn1.to_q}, {@code attn1.to_out.0}. */
    private static String target(AdapterModule module) {
        return module.module().replaceFirst("^.*?\\.\\d+\\.(?=\\D)", "");
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
