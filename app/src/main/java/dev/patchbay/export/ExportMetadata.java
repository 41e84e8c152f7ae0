package dev.patchbay.export;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.Declarations;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappingResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The text metadata of an exported file: the source's, less what the export makes untrue, plus where the file comes from. */
record ExportMetadata(Checkpoint checkpoint, MappingResult mapping, ScaleReport scale) {

    /** Scale and hashes of the source's tensors: untrue of the new ones. */
    private static final Set<String> CONTRADICTING = Set.of(
            Declarations.METADATA_KEY,
            "ss_network_alpha",
            "sshs_model_hash",
            "sshs_legacy_hash",
            "modelspec.hash_sha256",
            Declarations.PROVENANCE_KEY);

    /** @param component the component a module is written under */
    Map<String, String> of(List<AdapterModule> modules, Function<AdapterModule, String> component) {
        Map<String, String> metadata = new TreeMap<>(checkpoint.metadata());
        metadata.keySet().removeAll(CONTRADICTING);
        metadata.put("format", "pt");
        if (scale.how() == ScaleHandling.METADATA) {
            metadata.put(Declarations.METADATA_KEY, LoraMetadataJson.write(modules, component));
        }
        metadata.put(Declarations.PROVENANCE_KEY, ProvenanceJson.write(checkpoint, mapping.rules(), scale));
        return metadata;
    }
}
