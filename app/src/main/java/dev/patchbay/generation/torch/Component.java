package dev.patchbay.generation.torch;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.files.kept.FileFingerprint;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component of a pipeline, such as the text encoder: loaded when somebody uses it and unloaded afterwards, unless its {@link Residency}
 * says that it stays. Two components are on a device together only if the plan of a run says so.
 *
 * @param <M> the model that is made of its weights
 */
public final class Component<M> implements Closeable {

    /** Makes the model of its weights. */
    @FunctionalInterface
    public interface Maker<M> {

        M make(Weights weights) throws IOException;
    }

    private final PtNDManager parent;
    private final Script casts;
    private final CheckpointOpener opener;
    private final Path path;
    private final Maker<M> maker;
    private final Map<DType, List<Long>> sizes = new EnumMap<>(DType.class);
    private DType storedType = DType.F32;
    private @Nullable Loaded<M> loaded;

    /**
     * @param parent manager of the device
     * @param casts from {@link Weights#casts}
     * @param opener opens {@code path}
     * @param path folder or file with the weights
     */
    public Component(PtNDManager parent, Script casts, CheckpointOpener opener, Path path, Maker<M> maker) {
        this.parent = parent;
        this.casts = casts;
        this.opener = opener;
        this.path = path;
        this.maker = maker;
    }

    /**
     * Loads the component, if it is not loaded in this way already.
     *
     * @throws java.util.concurrent.CancellationException if cancelled while it is loaded
     * @throws IOException if its weights cannot be read or do not fit; what was loaded so far is given back
     */
    public Use<M> use(Residency residency, Cancellation cancellation) throws IOException {
        Loaded<M> present = loaded;
        if (present == null || !present.residency().equals(residency)) {
            close();
            present = load(residency, cancellation);
            loaded = present;
        }
        return new Use<>(this, present.model(), present.weights(), residency.stays());
    }

    /**
     * The sizes of its weights, without reading their values.
     *
     * @throws IOException if its files cannot be opened, or weights are missing or of other shapes than the configuration implies
     */
    public List<Long> measure(DType dtype) throws IOException {
        List<Long> known = sizes.get(dtype);
        if (known != null) {
            return known;
        }
        try (Checkpoint checkpoint = opener.open(path)) {
            Weights weights = new Weights(parent, checkpoint, casts, new Residency(dtype, -1, false), Cancellation.NEVER);
            maker.make(weights);
            storedType = weights.storedType();
            sizes.put(dtype, weights.sizes());
            return weights.sizes();
        }
    }

    /**
     * The element type of most of its weights, F32 for weights stored as codes.
     *
     * @throws IOException as {@link #measure}
     */
    public DType storedType() throws IOException {
        measure(DType.F32);
        return storedType;
    }

    /** Bytes of its weights that are on the device now. */
    public long loadedBytes() {
        return loaded == null ? 0 : loaded.weights().keptBytes();
    }

    private Loaded<M> load(Residency residency, Cancellation cancellation) throws IOException {
        Checkpoint checkpoint = opener.open(path);
        PtNDManager manager = parent.newSubManager(parent.getDevice());
        Weights weights = new Weights(manager, checkpoint, casts, residency, cancellation);
        boolean complete = false;
        try {
            M model = maker.make(weights);
            complete = true;
            return new Loaded<>(model, residency, manager, weights);
        } finally {
            if (!complete) {
                manager.close();
                weights.close();
                giveBack(parent.getDevice());
            }
        }
    }

    /** Path, size and time of each of its files: another text if any was exchanged. */
    public String fingerprint() {
        return FileFingerprint.of(List.of(path));
    }

    /** True if its weights are on the device or mapped. */
    public boolean isLoaded() {
        return loaded != null;
    }

    /** Unloads it; it can be used again. */
    @Override
    public void close() throws IOException {
        Loaded<M> present = loaded;
        loaded = null;
        if (present != null) {
            present.weights().settle();
            present.manager().close();
            present.weights().close();
            giveBack(parent.getDevice());
        }
    }

    /** Both allocators keep what was freed, and other components need it. */
    private static void giveBack(Device device) {
        if (device.isGpu()) {
            JniUtils.emptyCudaCache();
        }
        NativeMemory.trim();
    }

    private record Loaded<M>(M model, Residency residency, PtNDManager manager, Weights weights) {}

    /**
     * A component while it is used; closing ends the use.
     *
     * @param model the loaded model
     * @param weights of the model
     * @param stays whether it stays loaded
     */
    public record Use<M>(Component<M> component, M model, Weights weights, boolean stays) implements Closeable {

        /**
         * Stops a run whose numbers are none any more.
         *
         * @param made by the component
         * @param otherwise what to say if the weights are not to blame
         * @throws dev.patchbay.generation.GenerationException if a value is NaN or infinite; the message names the weight that is, too
         */
        public void demandFinite(float[] made, Message otherwise) throws IOException {
            if (!Finite.all(made)) {
                weights.demandFinite();
                throw new GenerationException(otherwise);
            }
        }

        @Override
        public void close() throws IOException {
            weights.settle();
            if (!stays) {
                component.close();
            }
        }
    }
}
