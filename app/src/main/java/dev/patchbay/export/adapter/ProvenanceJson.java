package dev.patchbay.export.adapter;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.loader.Program;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleSetCodec;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the provenance of an exported file: {@code {"source": "…", "source_tensors": 802, "source_sha256": "…", "to": "diffusers",
 * "rules": {…}, "scale": {…}}}. The rules are written as in a rule file, so that they can be copied out and used again. Only file names are
 * written: the path of a folder is private.
 */
final class ProvenanceJson {

    private ProvenanceJson() {}

    /**
     * @param hash from {@link SourceHash}: over the values that were used for an adapter, over names, dtypes and shapes for a full model
     */
    static String write(Checkpoint checkpoint, RuleSet rules, Program target, String hash, Optional<ScaleReport> scale) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("source", String.valueOf(checkpoint.path().getFileName()));
        root.put("source_format", checkpoint.format().name().toLowerCase(Locale.ROOT));
        root.put("source_tensors", checkpoint.tensors().size());
        root.put(scale.isPresent() ? "source_sha256" : "source_index_sha256", hash);
        root.put("to", target.word());
        if (!rules.entries().isEmpty()) {
            root.set("rules", JsonMapper.shared().readTree(RuleSetCodec.write(rules)));
        }
        scale.ifPresent(report -> {
            ObjectNode scaleNode = root.putObject("scale");
            report.values().forEach(value -> scaleNode.withArray("values").add(value));
            scaleNode.put("source", report.source().name().toLowerCase(Locale.ROOT));
            scaleNode.put("how", report.how().name().toLowerCase(Locale.ROOT));
        });
        return root.toString();
    }
}
