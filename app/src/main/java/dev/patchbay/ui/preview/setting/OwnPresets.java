package dev.patchbay.ui.preview.setting;

import dev.patchbay.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** Settings that a person keeps under a name. */
public final class OwnPresets {

    /** Where they are kept. */
    public static final Setting<Map<String, PresetValues>> SETTING =
            new Setting<>("preview.presets", Map.of(), OwnPresets::read, OwnPresets::written);

    private final PreviewSettings settings;
    private final ObjectProperty<Map<String, PresetValues>> presets = new SimpleObjectProperty<>(Map.of());

    public OwnPresets(PreviewSettings settings) {
        this.settings = settings;
    }

    /** Keeps the present settings; one of the same name is replaced, an empty name keeps nothing. */
    public void keep(String name) {
        if (!name.isBlank()) {
            Map<String, PresetValues> more = new TreeMap<>(presets.get());
            more.put(name.strip(), settings.values());
            presets.set(Map.copyOf(more));
        }
    }

    public void remove(String name) {
        Map<String, PresetValues> fewer = new TreeMap<>(presets.get());
        fewer.remove(name);
        presets.set(Map.copyOf(fewer));
    }

    /** Sets what was kept under a name. */
    public void apply(String name) {
        Optional.ofNullable(presets.get().get(name)).ifPresent(settings::apply);
    }

    /** In alphabetical order. */
    public List<String> names() {
        return presets.get().keySet().stream().sorted(String.CASE_INSENSITIVE_ORDER).toList();
    }

    public ObjectProperty<Map<String, PresetValues>> presetsProperty() {
        return presets;
    }

    /** What is no preset is passed over. */
    private static Optional<Map<String, PresetValues>> read(Object value) {
        Map<String, PresetValues> found = new TreeMap<>();
        if (value instanceof Map<?, ?> named) {
            named.forEach((name, fields) -> preset(fields).ifPresent(preset -> found.put(String.valueOf(name), preset)));
        }
        return Optional.of(Map.copyOf(found));
    }

    private static Optional<PresetValues> preset(Object value) {
        if (value instanceof Map<?, ?> fields
                && fields.get("steps") instanceof Number steps
                && fields.get("frames") instanceof Number frames
                && fields.get("height") instanceof Number height
                && fields.get("width") instanceof Number width
                && fields.get("guidance") instanceof Number guidance
                && fields.get("dynamic_guidance") instanceof Boolean dynamic
                && fields.get("scheduler") instanceof String scheduler) {
            return Optional.of(new PresetValues(
                    steps.intValue(), frames.intValue(), height.intValue(), width.intValue(), guidance.doubleValue(), dynamic, scheduler));
        }
        return Optional.empty();
    }

    private static Object written(Map<String, PresetValues> presets) {
        Map<String, Object> all = new TreeMap<>();
        presets.forEach((name, preset) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("steps", preset.steps());
            fields.put("frames", preset.frames());
            fields.put("height", preset.height());
            fields.put("width", preset.width());
            fields.put("guidance", preset.guidance());
            fields.put("dynamic_guidance", preset.dynamicGuidance());
            fields.put("scheduler", preset.scheduler());
            all.put(name, fields);
        });
        return all;
    }
}
