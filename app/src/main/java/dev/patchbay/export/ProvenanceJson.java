package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes where an exported file comes from: {@code {"source": "…", "tensors": 240, "rules": […], "scale": {…}}}. Folders are left out: they are private. */
final class ProvenanceJson {

    private ProvenanceJson() {}

    static String write(Checkpoint checkpoint, RuleSet rules, ScaleReport scale) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("source", String.valueOf(checkpoint.path().getFileName()));
        root.put("source_format", checkpoint.format().name().toLowerCase(Locale.ROOT));
        root.put("source_tensors", checkpoint.tensors().size());
        rules.entries().stream().filter(RuleEntry::enabled).forEach(entry -> root.withArray("rules").add(entry.rule().describe()));
        ObjectNode scaleNode = root.putObject("scale");
        scale.values().forEach(value -> scaleNode.withArray("values").add(value));
        scaleNode.put("source", scale.source().name().toLowerCase(Locale.ROOT));
        scaleNode.put("how", scale.how().name().toLowerCase(Locale.ROOT));
        return root.toString();
    }
}
