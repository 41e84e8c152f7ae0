package dev.patchbay.cli.report;

import dev.patchbay.inspection.check.ScaleCheck;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ProgramScales;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The scales that programs give to a file's modules, as {@code inspect} and {@code check} print them. */
public final class ScaleFields {

    private ScaleFields() {}

    /** {@code {"diffusers": {"2": 16}, "comfyui": {"1": 16}}}: counts of modules by scale, by program. */
    public static Map<String, Object> of(ProgramScales scales) {
        Map<String, Object> fields = new LinkedHashMap<>();
        scales.counts().forEach((program, counts) -> {
            Map<String, Long> modules = new LinkedHashMap<>();
            counts.forEach((scale, count) -> modules.put(AdapterSummary.number(scale), count));
            fields.put(program.toString(), modules);
        });
        return fields;
    }

    /** {@code diffusers 2; ComfyUI 1}. */
    static String line(ProgramScales scales) {
        return scales.counts().entrySet().stream()
                .map(one -> line(one.getKey(), one.getValue()))
                .collect(Collectors.joining(FamilyLines.and()));
    }

    private static String line(Program program, Map<Double, Long> counts) {
        String numbers = counts.keySet().stream().map(ScaleCheck::number).collect(Collectors.joining(", "));
        return program.title() + " " + numbers;
    }
}
