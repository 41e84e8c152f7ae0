package dev.patchbay.examination;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.LogicalTensors;
import dev.patchbay.checkpoint.quantised.QuantisedWeight;
import dev.patchbay.export.factors.BaseWeights;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.lowrank.Spectrum;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.HeatMap;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;

/**
 * Examines one subject: reads the values of its tensor and the factors of its module, each once or twice, and the layer's weight in the
 * base. Tensors are read where they lie in the file; the product of a module is computed some rows at a time.
 */
public final class Examiner {

    /** Norm, singular values, map and the base's weight. */
    private static final int STEPS_OF_A_CHANGE = 4;

    private final CheckpointOpener opener;

    /** @param opener opens the base's file, if its values are on this machine */
    public Examiner(CheckpointOpener opener) {
        this.opener = opener;
    }

    /**
     * @param checkpoint the adapter's file
     * @param base with which it is open
     * @throws IOException if the values cannot be read
     * @throws CancellationException if cancelled; it is looked at between rows and blocks
     */
    public Examination examine(
            Subject subject, Checkpoint checkpoint, Optional<BaseModel> base, Progress progress, Cancellation cancellation)
            throws IOException {
        Optional<Path> file = base.flatMap(BaseModel::folder).filter(path -> subject.module().isPresent() || subject.layer().isPresent());
        if (file.isEmpty()) {
            return new Work(subject, checkpoint, Optional.empty(), progress, cancellation).run();
        }
        try (Checkpoint weights = opener.open(file.get())) {
            return new Work(subject, checkpoint, Optional.of(LogicalTensors.view(weights)), progress, cancellation).run();
        }
    }

    /** One examination. */
    private static final class Work {

        private final Subject subject;
        private final Checkpoint checkpoint;
        private final Optional<Checkpoint> weights;
        private final Cancellation cancellation;
        private final StepCount steps;
        private final List<Message> notes = new ArrayList<>();

        Work(Subject subject, Checkpoint checkpoint, Optional<Checkpoint> weights, Progress progress, Cancellation cancellation) {
            this.subject = subject;
            this.checkpoint = checkpoint;
            this.weights = weights;
            this.cancellation = cancellation;
            boolean tensor = subject.tensor().isPresent() || subject.layer().isPresent();
            int all = (tensor ? TensorValues.STEPS : 0) + (subject.module().isPresent() ? STEPS_OF_A_CHANGE : 0);
            this.steps = new StepCount(progress, cancellation, all);
        }

        Examination run() throws IOException {
            Optional<StoredTensor> weight = subject.layer().flatMap(this::weight);
            Optional<StoredTensor> read = subject.tensor().or(() -> weight);
            Optional<TensorValues> tensor = read.isPresent() ? values(read.get()) : Optional.empty();
            Optional<ChangeValues> change = subject.module().isPresent() ? change(subject.module().get()) : Optional.empty();
            return new Examination(weight.map(StoredAs::of), tensor, change, notes);
        }

        private Optional<StoredTensor> weight(Subject.Layer layer) {
            if (weights.isEmpty()) {
                notes.add(Message.of("examination.noBase"));
                return Optional.empty();
            }
            String name = layer.info().name() + ".weight";
            Optional<StoredTensor> found =
                    weights.get().tensor(layer.component() + "." + name).or(() -> weights.get().tensor(name));
            if (found.isEmpty()) {
                notes.add(Message.of("examination.notInBase", name, weights.get().path()));
            }
            return found;
        }

        private Optional<TensorValues> values(StoredTensor tensor) throws IOException {
            Optional<Message> obstacle = QuantisedWeight.of(tensor).flatMap(QuantisedWeight::obstacle);
            if (obstacle.isPresent() || !FloatCodec.canDecode(tensor.info().dtype()) || tensor.info().shape().elements() == 0) {
                notes.add(obstacle.orElseGet(() -> Message.of("examination.noNumbers", tensor.info().dtype(), tensor.info().shape())));
                return Optional.empty();
            }
            return Optional.of(TensorValues.of(tensor.data(), steps, cancellation));
        }

        private Optional<ChangeValues> change(AdapterModule module) throws IOException {
            ModuleChange change = new ModuleChange(checkpoint, module);
            if (!change.isLowRank() || !module.multiplies()) {
                notes.add(Message.of(module.isComplete() ? "examination.noProduct" : "examination.incomplete", module.address()));
                return Optional.empty();
            }
            try {
                return Optional.of(change(change.read(), module));
            } catch (LowRankException e) {
                notes.add(e.explanation());
                return Optional.empty();
            }
        }

        private ChangeValues change(LayerChange change, AdapterModule module) throws IOException {
            steps.next(Message.of("examination.norm"));
            double norm = change.norm();
            steps.next(Message.of("examination.spectrum"));
            Spectrum spectrum = Spectrum.of(change.svd(module.address(), cancellation));
            steps.next(Message.of("examination.changeMap"));
            HeatMap map = HeatMap.of(change.outputs(), change.inputs(), row -> row(change, row), cancellation::isCancelled);
            steps.next(Message.of("examination.base"));
            return new ChangeValues(change.outputs(), change.inputs(), norm, spectrum, map, baseNorm(module));
        }

        private static double[] row(LayerChange change, long row) {
            Matrix values = change.rows((int) row, (int) row + 1);
            double[] copy = new double[values.columns()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values.get(0, i);
            }
            return copy;
        }

        /** Empty where the base is of the catalogue, lacks the layer, or stores it in a way that cannot be read. */
        private OptionalDouble baseNorm(AdapterModule module) throws IOException {
            if (weights.isEmpty()) {
                return OptionalDouble.empty();
            }
            Optional<TensorData> weight = new BaseWeights(weights.get()).of(module).filter(data -> FloatCodec.canDecode(data.dtype()));
            return weight.isPresent()
                    ? OptionalDouble.of(TensorStatistics.of(weight.get(), cancellation::isCancelled).norm())
                    : OptionalDouble.empty();
        }
    }
}
