package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.RuleSetCodec;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes where an exported file comes from: {@code {"source": "…", "source_tensors": 802, "rules": {…}, "scale": {…}}}, the rules as in a
 * rule
 * file, so that they can be taken out and used again. Folders are left out: they are private.
 */
final class ProvenanceJson {

    private ProvenanceJson() {}

    static String write(Checkpoint checkpoint, RuleSet rules, ScaleReport scale) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("source", String.valueOf(checkpoint.path().getFileName()));
        root.put("source_format", checkpoint.format().name().toLowerCase(Locale.ROOT));
        root.put("source_tensors", checkpoint.tensors().size());
        if (!rules.entries().isEmpty()) {
            root.set("rules", JsonMapper.shared().readTree(RuleSetCodec.write(rules)));
        }
        ObjectNode scaleNode = root.putObject("scale");
        scale.values().forEach(value -> scaleNode.withArray("values").add(value));
        scaleNode.put("source", scale.source().name().toLowerCase(Locale.ROOT));
        scaleNode.put("how", scale.how().name().toLowerCase(Locale.ROOT));
        return root.toString();
    }
}
