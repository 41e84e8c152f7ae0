package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of the tensors of one block. Each is made of the unchanged tensor when the block is lent and freed with the loan, so nothing
 * adds up and only one block's changed tensors are in memory.
 *
 * @param kernels compiled {@code adapting}; empty if nothing changes
 * @param shares by the tensor's name inside the block
 */
public record BlockChanges(Optional<Script> kernels, Map<String, List<DeviceShare>> shares) {

    public static final BlockChanges NONE = new BlockChanges(Optional.empty(), Map.of());

    boolean isEmpty() {
        return shares.isEmpty();
    }

    /**
     * Puts the changed tensors in the place of the lent ones.
     *
     * @param owner of the changed tensors
     * @param lent the unchanged tensors by name, in float32 or narrower
     */
    void apply(PtNDManager owner, Map<String, PtNDArray> lent) throws IOException {
        for (Map.Entry<String, List<DeviceShare>> change : shares.entrySet()) {
            PtNDArray stored = lent.get(change.getKey());
            if (stored != null) {
                lent.put(change.getKey(), changed(owner, kernels.orElseThrow(), stored, change.getValue()));
            }
        }
    }

    private static PtNDArray changed(PtNDManager owner, Script kernels, PtNDArray stored, List<DeviceShare> shares) throws IOException {
        try (PtNDManager temporary = owner.newSubManager(owner.getDevice())) {
            PtNDArray weight = kernels.call(temporary, "rows", stored);
            PtNDArray sum = weight;
            for (DeviceShare share : shares) {
                sum = share.add(temporary, kernels, weight, sum);
            }
            return kernels.call(owner, "shaped", sum, stored);
        }
    }
}
