package dev.patchbay.ui.preview;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The one pipeline that is loaded, kept until another model or device is asked for. Used on the generating thread only. */
final class PipelineSlot implements Closeable {

    /** What a loaded pipeline is known by. */
    record PipelineKey(Path folder, DeviceChoice device) {}

    private final VideoPipelines pipelines;
    private @Nullable PipelineKey key;
    private @Nullable VideoPipeline pipeline;

    PipelineSlot(VideoPipelines pipelines) {
        this.pipelines = pipelines;
    }

    /** The pipeline of this key; the one before is closed first, since two models seldom fit the memory. */
    VideoPipeline get(PipelineKey wanted, StepListener listener) throws IOException {
        VideoPipeline present = pipeline;
        if (present != null && wanted.equals(key)) {
            return present;
        }
        close();
        listener.stage(StepListener.Stage.LOADING);
        VideoPipeline loaded = pipelines.load(wanted.folder(), wanted.device());
        key = wanted;
        pipeline = loaded;
        return loaded;
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
