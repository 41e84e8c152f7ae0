package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.task.BackgroundThread;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The weights of one block, passed to a kernel as a dictionary of tensors in the element type of the arithmetic. */
public final class WeightBlock implements AutoCloseable {

    private final WeightLoader loader;
    private final Map<String, StoredTensor> stored;
    private final long bytes;
    private final @Nullable Loan kept;
    private final List<TensorData> inFile;
    private @Nullable CompletableFuture<Loan> coming;

    /** @param room bytes for blocks that are brought to the device once, instead of for each call */
    WeightBlock(WeightLoader loader, Map<String, StoredTensor> stored, long room) throws IOException {
        this.loader = loader;
        this.stored = stored;
        this.bytes = stored.values().stream().mapToLong(loader::bytes).sum();
        boolean keep = bytes <= room;
        // What was converted is a copy; the rest is read from the mapped file at each call.
        this.inFile = stored.values().stream()
                .filter(tensor -> !keep || loader.staysInFile(tensor))
                .map(StoredTensor::data)
                .toList();
        this.kept = keep ? load(false) : null;
    }

    private Loan load(boolean temporary) throws IOException {
        PtNDManager owner = loader.manager().newSubManager(loader.manager().getDevice());
        Arena arena = Arena.ofShared();
        try {
            Map<String, PtNDArray> tensors = LinkedHashMap.newLinkedHashMap(stored.size());
            for (Map.Entry<String, StoredTensor> each : stored.entrySet()) {
                tensors.put(each.getKey(), loader.load(owner, arena, each.getValue()));
            }
            return new Loan(Script.dictionary(tensors), tensors, owner, arena, temporary, null);
        } catch (IOException | RuntimeException e) {
            owner.close();
            arena.close();
            throw e;
        }
    }

    /**
     * Begins to bring the weights in the background, for the next time that they are lent, while the block before is computed. Does
     * nothing for a block that stays on the device.
     */
    public void expect() {
        if (kept == null && coming == null) {
            CompletableFuture<Loan> loan = new CompletableFuture<>();
            coming = loan;
            BackgroundThread.start("next-block", () -> bring(loan));
        }
    }

    /**
     * Waits until what was expected has come; if it fails, {@link #lend()} says so. Who lends blocks one after the other calls it before
     * giving one back, so that two are there on a fast machine as on a busy one, as planned; the wait for the next would come anyway.
     */
    public void await() {
        CompletableFuture<Loan> loan = coming;
        if (loan != null) {
            loan.handle((brought, failure) -> brought).join();
        }
    }

    /** One thread, since the others compute. */
    private void bring(CompletableFuture<Loan> loan) {
        try {
            TorchEngine.prepareThread(1);
            check();
            loan.complete(load(true));
        } catch (IOException | RuntimeException | Error failure) {
            loan.completeExceptionally(failure);
        }
    }

    private Loan brought() throws IOException {
        CompletableFuture<Loan> loan = coming;
        coming = null;
        if (loan == null) {
            return load(true);
        }
        try {
            return loan.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException unreadable -> throw unreadable;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    /** Waits for what is still on its way and gives it back. */
    void settle() {
        CompletableFuture<Loan> loan = coming;
        coming = null;
        if (loan != null) {
            loan.handle((brought, failure) -> brought).thenAccept(brought -> {
                if (brought != null) {
                    brought.close();
                }
            }).join();
        }
    }

    private void check() throws IOException {
        for (TensorData source : inFile) {
            source.check();
        }
    }

    /**
     * The dictionary for one call; closing it frees what was brought for the call.
     *
     * <p>Checks the files first: if a mapped file was truncated, native code that reads the mapping would crash the process.
     *
     * @throws IOException if a file of these weights was changed, truncated or deleted
     */
    public Loan lend() throws IOException {
        return lend(BlockChanges.NONE);
    }

    /** As {@link #lend()}, with the tensors that adapters change in the place of the stored ones. */
    public Loan lend(BlockChanges changes) throws IOException {
        check();
        Loan held = kept;
        Loan unchanged = held != null ? held : brought();
        return changes.isEmpty() ? unchanged : changed(unchanged, changes);
    }

    private Loan changed(Loan unchanged, BlockChanges changes) throws IOException {
        PtNDManager owner = loader.manager().newSubManager(loader.manager().getDevice());
        Arena arena = Arena.ofShared();
        try {
            Map<String, PtNDArray> tensors = new LinkedHashMap<>(unchanged.tensors());
            changes.apply(owner, tensors);
            return new Loan(Script.dictionary(tensors), tensors, owner, arena, true, unchanged);
        } catch (IOException | RuntimeException e) {
            owner.close();
            arena.close();
            unchanged.close();
            throw e;
        }
    }

    /** Bytes that it takes on the device; 0 if it is used in the mapped file. */
    long bytes() {
        return bytes;
    }

    long elements() {
        return stored.values().stream().mapToLong(tensor -> tensor.info().shape().elements()).sum();
    }

    /** Elements of the tensors that are stored in this type. */
    long elements(DType type) {
        return stored.values().stream()
                .filter(tensor -> tensor.data().dtype() == type)
                .mapToLong(tensor -> tensor.info().shape().elements())
                .sum();
    }

    /** True if it stays on the device between calls. */
    boolean isKept() {
        return kept != null;
    }

    @Override
    public void close() {
        settle();
        if (kept != null) {
            kept.free();
        }
    }

    /**
     * @param dictionary {@code Dict[str, Tensor]}
     * @param tensors the same by name
     * @param owner of the tensors that are of this loan
     * @param arena with the bytes that they use
     * @param temporary whether they are for this loan only
     * @param unchanged the loan of the stored tensors, where adapters change some
     */
    public record Loan(
            IValue dictionary,
            Map<String, PtNDArray> tensors,
            PtNDManager owner,
            Arena arena,
            boolean temporary,
            @Nullable Loan unchanged)
            implements AutoCloseable {

        @Override
        public void close() {
            if (temporary) {
                free();
            }
            if (unchanged != null) {
                unchanged.close();
            }
        }

        private void free() {
            dictionary.close();
            owner.close();
            arena.close();
        }
    }
}
