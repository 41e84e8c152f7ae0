package dev.patchbay.cli.report;

import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.PlannedStage;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run will take, as commands print it. */
public final class PlanFields {

    private static final double GIBIBYTE = 1L << 30;

    private PlanFields() {}

    /** For {@code --json}; sizes in bytes. */
    public static Map<String, Object> of(GenerationPlan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("device", plan.device());
        fields.put("dtype", dtype(plan));
        fields.put("fits", plan.fits());
        fields.put("peak_bytes", plan.peakBytes());
        fields.put("available_bytes", plan.available());
        fields.put("clip_bytes", plan.clip());
        fields.put("seconds", plan.seconds());
        fields.put("one_batch", plan.together());
        fields.put("tiled", plan.tiled());
        fields.put("stages", plan.stages().stream().map(PlanFields::of).toList());
        return fields;
    }

    private static Map<String, Object> of(PlannedStage stage) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("stage", stage.stage().name().toLowerCase(Locale.ROOT));
        fields.put("bytes", stage.bytes());
        fields.put("streamed", stage.streams());
        fields.put("seconds", stage.seconds());
        return fields;
    }

    /** {@code bf16}, as the option is typed. */
    public static String dtype(GenerationPlan plan) {
        return plan.dtype().name().toLowerCase(Locale.ROOT);
    }

    /** For people, a line for the whole and one for each stage. */
    public static List<String> lines(GenerationPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(Message.of(
                plan.fits() ? "cli.plan.fits" : "cli.plan.tooLarge", plan.device(), dtype(plan), gibibytes(plan.peakBytes()),
                gibibytes(plan.available()), Math.round(plan.seconds())).text());
        for (PlannedStage stage : plan.stages()) {
            lines.add(Message.of(
                    stage.streams() ? "cli.plan.streamed" : "cli.plan.stage", Message.of("cli.stage." + stage.stage()),
                    gibibytes(stage.bytes()), Math.round(stage.seconds())).text());
        }
        return lines;
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / GIBIBYTE);
    }
}
