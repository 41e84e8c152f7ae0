package dev.patchbay.cli.report;

import dev.patchbay.generation.ModelNeeds;
import dev.patchbay.message.Message;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Whether a model that can be previewed fits this machine, as {@code doctor} tells it. */
public final class ModelNeedsFields {

    private static final double GIBIBYTE = 1L << 30;

    private ModelNeedsFields() {}

    /** For {@code --json}. @param disk free bytes where models lie */
    public static Map<String, Object> of(ModelNeeds model, long disk) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", model.name());
        fields.put("disk_bytes", model.disk());
        fields.put("memory_bytes", model.memory());
        fields.put("card_bytes", model.card());
        fields.put("fits_disk", model.disk() <= disk);
        fields.put("fits_memory", model.fitsMemory());
        return fields;
    }

    /** For people. @param disk free bytes where models lie */
    public static Message line(ModelNeeds model, long disk) {
        String key = !model.fitsMemory() ? "cli.doctor.modelMemory" : model.disk() > disk ? "cli.doctor.modelDisk" : "cli.doctor.modelFits";
        return Message.of(
                key, model.name(), gibibytes(model.disk()), gibibytes(disk), gibibytes(model.memory()), gibibytes(model.free()),
                gibibytes(model.card()));
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / GIBIBYTE);
    }
}
