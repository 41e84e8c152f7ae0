package dev.patchbay.export.factors;

import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the provenance of a computed file: {@code {"resize": {"rank": "8"}, "inputs": [{"source": "…", "strength": 1}], "scale": {…}}}.
 * Only file names are written: the path of a folder is private.
 */
public final class DerivationJson {

    private final ObjectNode root = JsonMapper.shared().createObjectNode();

    /**
     * @param command as the command line calls it: {@code resize}
     * @param how the chosen setting: {@code rank 8}
     */
    public DerivationJson(String command, String how) {
        root.put(command, how);
    }

    private DerivationJson(ObjectNode existing) {
        root.setAll(existing);
    }

    /**
     * What is known of the source stays, with one more step.
     *
     * @param existing the source's provenance; anything but a JSON object is forgotten
     */
    public static String extended(Optional<String> existing, String command, String how) {
        ObjectNode known = existing.flatMap(DerivationJson::object).orElseGet(() -> JsonMapper.shared().createObjectNode());
        DerivationJson derivation = new DerivationJson(known);
        derivation.root.put(command, how);
        return derivation.toString();
    }

    private static Optional<ObjectNode> object(String json) {
        try {
            return JsonMapper.shared().readTree(json) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    public DerivationJson input(Checkpoint checkpoint, double strength) {
        ObjectNode input = root.withArray("inputs").addObject();
        input.put("source", String.valueOf(checkpoint.path().getFileName()));
        input.put("source_format", checkpoint.format().name().toLowerCase(Locale.ROOT));
        input.put("source_tensors", checkpoint.tensors().size());
        input.put("strength", strength);
        return this;
    }

    /**
     * @param source where the source declared its scale
     * @param how {@code folded} where the new file's scale is known to be 1
     */
    public DerivationJson scale(ScaleSource source, String how) {
        root.putObject("scale").put("source", source.name().toLowerCase(Locale.ROOT)).put("how", how);
        return this;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
