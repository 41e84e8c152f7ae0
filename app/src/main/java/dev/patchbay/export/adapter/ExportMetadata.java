package dev.patchbay.export.adapter;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.RuleSet;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The safetensors metadata of an exported file: the source's without entries that the export makes untrue, plus its provenance. */
public record ExportMetadata(Checkpoint checkpoint, RuleSet rules, Program target, ExportOptions options) {

    /** Scale of the source's tensors, which is wrong for the new ones. */
    private static final Set<String> CONTRADICTING =
            Set.of(Declarations.METADATA_KEY, "ss_network_alpha", "ss_network_dim", Declarations.PROVENANCE_KEY);

    Map<String, String> ofAdapter(Collection<CanonicalModule> written, ScaleReport scale, List<ExportTensor> tensors) throws IOException {
        Map<String, String> metadata = withScale(written, scale);
        String hash = SourceHash.ofValues(checkpoint, tensors);
        metadata.put(Declarations.PROVENANCE_KEY, ProvenanceJson.write(checkpoint, rules, target, hash, Optional.of(scale)));
        return edited(metadata);
    }

    /** What loaders read of {@link #ofAdapter}: without the provenance, for which every value has to be read. */
    Map<String, String> forLoaders(Collection<CanonicalModule> written, ScaleReport scale) {
        return edited(withScale(written, scale));
    }

    private Map<String, String> withScale(Collection<CanonicalModule> written, ScaleReport scale) {
        Map<String, String> metadata = kept();
        target.loader().metadata(written, scale.how()).forEach(metadata::putIfAbsent);
        return metadata;
    }

    /** Metadata of a full model. The source hash covers names, dtypes and shapes only: the values are too many to be read twice. */
    public Map<String, String> ofModel() {
        Map<String, String> metadata = kept();
        String hash = SourceHash.ofIndex(checkpoint);
        metadata.put(Declarations.PROVENANCE_KEY, ProvenanceJson.write(checkpoint, rules, target, hash, Optional.empty()));
        return edited(metadata);
    }

    private Map<String, String> kept() {
        Map<String, String> metadata = new TreeMap<>(checkpoint.metadata());
        metadata.keySet().removeAll(CONTRADICTING);
        metadata.keySet().removeAll(Declarations.HASHES);
        metadata.put("format", "pt");
        return metadata;
    }

    private Map<String, String> edited(Map<String, String> metadata) {
        metadata.keySet().removeAll(options.unset());
        metadata.putAll(options.set());
        return metadata;
    }
}
