package dev.patchbay.export;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** Writes an adapter as diffusers reads it: {@code pytorch_lora_weights.safetensors}. */
public final class DiffusersExport {

    private final Checkpoint checkpoint;
    private final MappingResult mapping;
    private final Adapter adapter;

    public DiffusersExport(Checkpoint checkpoint, MappingResult mapping, Adapter adapter) {
        this.checkpoint = checkpoint;
        this.mapping = mapping;
        this.adapter = adapter;
    }

    /**
     * What would be written. Reads no more than the values needed to decide how the scale is kept.
     *
     * @throws ExportException if there is nothing to write, or names that diffusers cannot read; the message says which
     */
    public ExportPlan plan() throws IOException {
        throw new ExportException(Message.of("export.pending", checkpoint, mapping, adapter));
    }

    /**
     * Writes the plan to a temporary file beside {@code target}, reads it again, and only then gives it the name.
     *
     * @param overwrite whether an existing target may be replaced; a source never is
     * @throws ExportException if the target may not be written or the check fails; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public ExportReport write(ExportPlan plan, Path target, boolean overwrite, Progress progress, Cancellation cancellation) throws IOException {
        throw new ExportException(Message.of("export.pending", plan, target, overwrite, progress, cancellation));
    }
}
