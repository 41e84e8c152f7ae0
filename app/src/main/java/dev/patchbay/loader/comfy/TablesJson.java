package dev.patchbay.loader.comfy;

import dev.patchbay.loader.comfy.DiffusersTable.Block;
import dev.patchbay.loader.comfy.DiffusersTable.Entry;
import dev.patchbay.resource.Resources;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code tables.json}: diffusers' names of the weights of ComfyUI's models. */
final class TablesJson {

    private static final JsonNode ROOT = JsonMapper.shared().readTree(Resources.text(TablesJson.class, "tables.json"));

    private TablesJson() {}

    /** @throws IllegalArgumentException if there is no such table */
    static DiffusersTable read(String name) {
        JsonNode node = ROOT.path("tables").path(name);
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("tables.json: " + name);
        }
        List<Block> blocks = node.path("blocks").valueStream().map(TablesJson::block).toList();
        return new DiffusersTable(node.path("unit").asString(""), blocks);
    }

    private static Block block(JsonNode node) {
        Map<String, Entry> names = new LinkedHashMap<>();
        node.path("names").forEachEntry((name, target) -> names.put(name, entry(target)));
        return new Block(node.path("from").asString(), node.path("to").asString(), names);
    }

    /** A name, {@code [name, first row, rows]}, {@code {"parameter": name}} or {@code {"swapped": name}}. */
    private static Entry entry(JsonNode target) {
        if (target.isArray()) {
            return new Entry(target.get(0).asString(), target.get(1).asInt(), target.get(2).asInt(), false, false);
        }
        boolean parameter = target.has("parameter");
        boolean swapped = target.has("swapped");
        JsonNode name = parameter ? target.get("parameter") : swapped ? target.get("swapped") : target;
        return new Entry(name.asString(), 0, 0, parameter, swapped);
    }
}
