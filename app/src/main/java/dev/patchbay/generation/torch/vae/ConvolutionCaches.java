package dev.patchbay.generation.torch.vae;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;

/** The last inputs of all causal convolutions, in the order in which they are evaluated; the next batch of frames begins with them. */
public final class ConvolutionCaches implements AutoCloseable {

    private final PtNDManager manager;
    private final List<List<PtNDArray>> entries = new ArrayList<>();
    private int at;
    private boolean last;

    /** @param owner parent of what is kept, which lasts until it is closed */
    public ConvolutionCaches(PtNDManager owner) {
        this.manager = owner.newSubManager(owner.getDevice());
    }

    /** @param lastBatch whether no batch comes after this one, so that nothing has to be kept any more */
    public void rewind(boolean lastBatch) {
        at = 0;
        last = lastBatch;
    }

    /** True if the next layer has not been computed yet: these are the first frames. */
    public boolean isFirst() {
        return at >= entries.size();
    }

    /** What the next layer kept from the previous batch; empty in the first batch, or if it kept nothing. */
    public List<PtNDArray> next() {
        return at < entries.size() ? entries.get(at) : List.of();
    }

    /** Keeps all but the first tensor of a layer's result for the next batch, and returns the first. */
    public PtNDArray keep(List<PtNDArray> result) {
        List<PtNDArray> fresh = List.copyOf(result.subList(1, result.size()));
        fresh.forEach(last ? PtNDArray::close : tensor -> tensor.attach(manager));
        List<PtNDArray> kept = last ? List.of() : fresh;
        if (at < entries.size()) {
            entries.set(at, kept).forEach(PtNDArray::close);
        } else {
            entries.add(kept);
        }
        at++;
        return result.getFirst();
    }

    @Override
    public void close() {
        manager.close();
    }
}
