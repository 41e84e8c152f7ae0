package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The weights of one block, passed to a kernel as a dictionary of float32 tensors. */
public final class WeightBlock implements AutoCloseable {

    private final PtNDManager manager;
    private final Script casts;
    private final Map<String, StoredWeight> stored;
    private final @Nullable IValue widened;
    private final List<TensorData> inFile;

    WeightBlock(PtNDManager manager, Script casts, Map<String, StoredWeight> stored, boolean widenOnce) {
        this.manager = manager;
        this.casts = casts;
        this.stored = stored;
        // Conversion copies; float32 weights stay in the mapped file.
        this.inFile = stored.values().stream()
                .filter(tensor -> !widenOnce || tensor.dtype() == DType.F32)
                .map(StoredWeight::source)
                .toList();
        this.widened = widenOnce ? widenForGood() : null;
    }

    private IValue widenForGood() {
        Map<String, PtNDArray> wide = widen(manager);
        stored.values().forEach(tensor -> tensor.values().close());
        stored.clear();
        return Script.dictionary(wide);
    }

    private Map<String, PtNDArray> widen(PtNDManager owner) {
        Map<String, PtNDArray> wide = LinkedHashMap.newLinkedHashMap(stored.size());
        stored.forEach((name, tensor) ->
                wide.put(name, casts.call(owner, tensor.dtype() == DType.BF16 ? "bfloat16" : "float32", tensor.values())));
        return wide;
    }

    /**
     * The dictionary for one call; closing it frees what was converted for the call.
     *
     * <p>Checks the files first: if a mapped file was truncated, native code that reads the mapping would crash the process.
     *
     * @throws IOException if a file of these weights was changed, truncated or deleted
     */
    public Loan lend() throws IOException {
        for (TensorData source : inFile) {
            source.check();
        }
        if (widened != null) {
            return new Loan(widened, null);
        }
        PtNDManager temporary = manager.newSubManager(manager.getDevice());
        try {
            return new Loan(Script.dictionary(widen(temporary)), temporary);
        } catch (RuntimeException e) {
            temporary.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (widened != null) {
            widened.close();
        }
    }

    /**
     * @param values the elements as stored
     * @param dtype their element type
     * @param source the checkpoint data they come from
     */
    record StoredWeight(PtNDArray values, DType dtype, TensorData source) {}

    /**
     * @param dictionary {@code Dict[str, Tensor]}
     * @param temporary owner of the tensors that only this loan needs
     */
    public record Loan(IValue dictionary, @Nullable PtNDManager temporary) implements AutoCloseable {

        @Override
        public void close() {
            if (temporary != null) {
                dictionary.close();
                temporary.close();
            }
        }
    }
}
