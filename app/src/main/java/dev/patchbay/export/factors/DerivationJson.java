package dev.patchbay.export.factors;

import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what a computed file was made of: {@code {"resize": {"rank": "8"}, "inputs": [{"source": "…", "strength": 1}], "scale": {…}}}.
 * Folders are left out: they are private.
 */
public final class DerivationJson {

    private final ObjectNode root = JsonMapper.shared().createObjectNode();

    /**
     * @param command {@code resize}, {@code merge} or {@code bake}
     * @param how what a person asked for: {@code rank 8}
     */
    public DerivationJson(String command, String how) {
        root.put(command, how);
    }

    public DerivationJson input(Checkpoint checkpoint, double strength) {
        ObjectNode input = root.withArray("inputs").addObject();
        input.put("source", String.valueOf(checkpoint.path().getFileName()));
        input.put("source_format", checkpoint.format().name().toLowerCase(Locale.ROOT));
        input.put("source_tensors", checkpoint.tensors().size());
        input.put("strength", strength);
        return this;
    }

    /** @param how {@code folded} where 1 is right for the new file and nobody needs to guess */
    public DerivationJson scale(ScaleSource source, String how) {
        root.putObject("scale").put("source", source.name().toLowerCase(Locale.ROOT)).put("how", how);
        return this;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
