package dev.patchbay.generation.wan;

import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.AppliedAdapter.Expert;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.wan.transformer.WanTransformer;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The adapters of a run on the device, for each expert those that are meant for it. */
final class ExpertAdapters implements AutoCloseable {

    private final Map<Expert, AppliedDeltas> deltas = new EnumMap<>(Expert.class);

    private ExpertAdapters() {}

    /**
     * Uploads them.
     *
     * @throws GenerationException if one fits nothing, or is for one of two experts and the model has one transformer
     */
    static ExpertAdapters apply(PipelineConfig config, PtNDManager manager, List<AppliedAdapter> adapters) throws IOException {
        for (AppliedAdapter adapter : adapters) {
            if (adapter.expert() != Expert.BOTH && config.experts().size() == 1) {
                throw new GenerationException(Message.of("generation.wan.oneTransformer", config.folder(), adapter.name()));
            }
        }
        ExpertAdapters applied = new ExpertAdapters();
        boolean complete = false;
        try {
            for (Expert expert : config.experts()) {
                applied.deltas.put(expert, WanTransformer.adapters(config.transformer(expert)).apply(manager, of(expert, adapters)));
            }
            complete = true;
            return applied;
        } finally {
            if (!complete) {
                applied.close();
            }
        }
    }

    /** Those that change an expert. */
    static List<AppliedAdapter> of(Expert expert, List<AppliedAdapter> adapters) {
        return adapters.stream().filter(adapter -> adapter.expert().covers(expert)).toList();
    }

    AppliedDeltas deltas(Expert expert) {
        AppliedDeltas found = deltas.get(expert);
        if (found == null) {
            throw new IllegalArgumentException(expert.name());
        }
        return found;
    }

    /** What of the adapters is not played; the same of both experts is said once. */
    List<Message> warnings() {
        return deltas.values().stream().flatMap(each -> each.warnings().stream()).distinct().toList();
    }

    @Override
    public void close() {
        deltas.values().forEach(AppliedDeltas::close);
    }
}
