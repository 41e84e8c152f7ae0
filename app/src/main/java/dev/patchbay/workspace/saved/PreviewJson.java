package dev.patchbay.workspace.saved;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a preview within a workspace file. A value that is missing or no such value is the usual one. */
final class PreviewJson {

    private static final Set<String> KNOWN = Set.of(
            "prompt", "negative_prompt", "seed", "seed_locked", "steps", "frames", "height", "width", "guidance", "dynamic_guidance",
            "scheduler", "model", "parts", "image", "strength", "adapter_on", "adapters", "cropped");

    private PreviewJson() {}

    static SavedPreview read(JsonNode node) {
        return new SavedPreview(
                node.path("prompt").asString(""),
                node.path("negative_prompt").asString(""),
                node.path("seed").asLong(42),
                node.path("seed_locked").asBoolean(true),
                node.path("steps").asInt(30),
                node.path("frames").asInt(49),
                node.path("height").asInt(480),
                node.path("width").asInt(720),
                node.path("guidance").asDouble(6),
                node.path("dynamic_guidance").asBoolean(false),
                node.path("scheduler").asString(""),
                WorkspaceCodec.file(node.path("model")),
                parts(node.path("parts")),
                WorkspaceCodec.file(node.path("image")),
                node.path("strength").asDouble(1),
                node.path("adapter_on").asBoolean(true),
                adapters(node.path("adapters")),
                node.path("cropped").asBoolean(false),
                WorkspaceCodec.others(node, KNOWN));
    }

    private static Map<String, SavedFile> parts(JsonNode node) {
        Map<String, SavedFile> parts = new HashMap<>();
        node.propertyNames().forEach(part -> WorkspaceCodec.file(node.path(part)).ifPresent(file -> parts.put(part, file)));
        return parts;
    }

    private static List<SavedAdapter> adapters(JsonNode node) {
        return node.valueStream()
                .flatMap(one -> WorkspaceCodec.file(one).stream()
                        .map(file -> new SavedAdapter(file, one.path("strength").asDouble(1), one.path("on").asBoolean(true))))
                .toList();
    }

    static void write(ObjectNode node, SavedPreview preview) {
        node.put("prompt", preview.prompt());
        node.put("negative_prompt", preview.negativePrompt());
        node.put("seed", preview.seed());
        node.put("seed_locked", preview.seedLocked());
        node.put("steps", preview.steps());
        node.put("frames", preview.frames());
        node.put("height", preview.height());
        node.put("width", preview.width());
        node.put("guidance", preview.guidance());
        node.put("dynamic_guidance", preview.dynamicGuidance());
        node.put("scheduler", preview.scheduler());
        preview.model().ifPresent(model -> WorkspaceCodec.write(node.putObject("model"), model));
        if (!preview.parts().isEmpty()) {
            ObjectNode parts = node.putObject("parts");
            new TreeMap<>(preview.parts()).forEach((part, file) -> WorkspaceCodec.write(parts.putObject(part), file));
        }
        preview.image().ifPresent(image -> WorkspaceCodec.write(node.putObject("image"), image));
        node.put("strength", preview.strength());
        node.put("adapter_on", preview.adapterOn());
        if (!preview.adapters().isEmpty()) {
            ArrayNode adapters = node.putArray("adapters");
            preview.adapters().forEach(one -> {
                ObjectNode adapter = adapters.addObject();
                WorkspaceCodec.write(adapter, one.file());
                adapter.put("strength", one.strength()).put("on", one.on());
            });
        }
        if (preview.cropped()) {
            node.put("cropped", true);
        }
        WorkspaceCodec.put(node, preview.others());
    }
}
