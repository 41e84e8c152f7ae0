package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.KeptClips;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelines;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the one loaded pipeline until another model or device is requested. Used on the generation thread only. */
public final class PipelineSlot implements Closeable {

    /**
     * What a loaded pipeline was loaded with.
     *
     * @param worker command of the worker that it is loaded in; empty for this computer
     */
    public record PipelineKey(ModelSource model, DeviceChoice device, Optional<String> worker) {}

    private final VideoPipelines pipelines;
    private @Nullable PipelineKey key;
    private @Nullable VideoPipeline pipeline;

    public PipelineSlot(VideoPipelines pipelines) {
        this.pipelines = pipelines;
    }

    /** The pipeline of this key, loaded if needed; the previous one is closed first, since two models seldom fit into memory. */
    VideoPipeline get(PipelineKey wanted, StepListener listener) throws IOException {
        VideoPipeline present = pipeline;
        if (present != null && wanted.equals(key)) {
            return present;
        }
        close();
        listener.stage(StepListener.Stage.LOADING);
        VideoPipeline loaded = pipelines.load(wanted.model(), EngineChoice.on(wanted.device()));
        key = wanted;
        pipeline = loaded;
        return loaded;
    }

    /** The key under which a clip without adapters is kept on disk; empty if the model's files cannot be seen. */
    Optional<String> keptKey(PipelineKey wanted, GenerationRequest request, KeptClips clips, StepListener listener) throws IOException {
        Optional<String> model = pipelines.fingerprint(wanted.model());
        return model.isEmpty() ? model : Optional.of(clips.key(model.get(), get(wanted, listener).plan(request), request));
    }

    /** Refuses what a model cannot carry out, before it is loaded. */
    void check(PipelineKey wanted, GenerationRequest request) throws IOException {
        pipelines.check(wanted.model(), request);
    }

    @Override
    public void close() throws IOException {
        VideoPipeline present = pipeline;
        pipeline = null;
        key = null;
        if (present != null) {
            present.close();
        }
    }
}
