package dev.patchbay.export;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes an adapter as diffusers reads it: {@code pytorch_lora_weights.safetensors}. */
public final class DiffusersExport {

    private final Checkpoint checkpoint;
    private final MappingResult mapping;
    private final Adapter adapter;
    private final Optional<BaseModel> base;

    public DiffusersExport(Checkpoint checkpoint, MappingResult mapping, Adapter adapter) {
        this(checkpoint, mapping, adapter, Optional.empty());
    }

    /**
     * @param base what the file is for: its plan then warns of modules that it lacks, and names without a component get that of the base
     */
    public DiffusersExport(Checkpoint checkpoint, MappingResult mapping, Adapter adapter, Optional<BaseModel> base) {
        this.checkpoint = checkpoint;
        this.mapping = mapping;
        this.adapter = adapter;
        this.base = base;
    }

    /**
     * What would be written. Reads no more than the values needed to decide how the scale is kept.
     *
     * @throws ExportException if there is nothing to write, or names that diffusers cannot read; the message says which
     */
    public ExportPlan plan() throws IOException {
        return plan(ScaleChoice.AUTO);
    }

    /** As {@link #plan()}, with the scale kept as a person wants it. */
    public ExportPlan plan(ScaleChoice scale) throws IOException {
        return new ExportPlanner(checkpoint, mapping, adapter, base).plan(scale);
    }

    /**
     * Writes the plan to a temporary file beside {@code target}, reads it again, and only then gives it the name. Every tensor is
     * reported twice,
     * when it is written and when it is compared.
     *
     * @param overwrite whether an existing target may be replaced; a source never is
     * @throws ExportException if the target may not be written or the check fails; nothing is left under the target's name
     * @throws java.util.concurrent.CancellationException if cancelled; likewise
     */
    public ExportReport write(ExportPlan plan, Path target, boolean overwrite, Progress progress, Cancellation cancellation)
            throws IOException {
        return write(plan, target, new AtomicFile(target, overwrite), progress, cancellation);
    }

    ExportReport write(ExportPlan plan, Path target, AtomicFile file, Progress progress, Cancellation cancellation) throws IOException {
        SourceFiles sources = new SourceFiles().add(checkpoint);
        base.ifPresent(sources::add);
        sources.refuse(target);
        List<ExportData> wanted = plan.tensors().stream().map(tensor -> ExportData.of(checkpoint, tensor)).toList();
        Steps steps = new Steps(progress, cancellation, 2L * wanted.size());
        Verification verification = new Verification(target, plan, wanted, tensor -> steps.next("export.checking", tensor));
        double error = file.write(plan.bytes(), channel -> write(plan, wanted, steps, channel), written -> {
            double worst = verification.check(written);
            steps.last(target);
            return worst;
        });
        return new ExportReport(target, plan, Files.size(target), error);
    }

    private static void write(ExportPlan plan, List<ExportData> wanted, Steps steps, WritableByteChannel channel) throws IOException {
        Map<String, TensorData> tensors = LinkedHashMap.newLinkedHashMap(wanted.size());
        Consumer<ExportTensor> onRead = tensor -> steps.next("export.writing", tensor);
        wanted.forEach(data -> tensors.put(data.tensor().info().name(), new Reporting(data, onRead)));
        SafetensorsWriter.write(tensors, plan.metadata(), channel);
    }

    /** Values that say when they are asked for. */
    private record Reporting(ExportData data, Consumer<ExportTensor> onRead) implements TensorData {

        @Override
        public DType dtype() {
            return data.dtype();
        }

        @Override
        public Shape shape() {
            return data.shape();
        }

        @Override
        public void check() throws IOException {
            data.check();
        }

        @Override
        public MemorySegment bytes(Arena arena) throws IOException {
            onRead.accept(data.tensor());
            return data.bytes(arena);
        }
    }

    /** Counts steps, tells them, and leaves the work when somebody cancelled it. */
    private static final class Steps {

        private final Progress progress;
        private final Cancellation cancellation;
        private final long total;
        private long done;

        Steps(Progress progress, Cancellation cancellation, long total) {
            this.progress = progress;
            this.cancellation = cancellation;
            this.total = total;
        }

        void next(String doing, ExportTensor tensor) {
            report(Message.of(doing, tensor.info().name()));
            done++;
        }

        void last(Path target) {
            report(Message.of("export.naming", target));
        }

        private void report(Message doing) {
            cancellation.check();
            progress.report(done, total, doing);
            cancellation.check();
        }
    }
}
