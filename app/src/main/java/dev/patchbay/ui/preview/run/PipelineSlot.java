package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelines;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Holds the one loaded pipeline until another model or device is requested. Used on the generation thread only. */
public final class PipelineSlot implements Closeable {

    /** Model and device of a loaded pipeline. */
    public record PipelineKey(ModelSource model, DeviceChoice device) {}

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
