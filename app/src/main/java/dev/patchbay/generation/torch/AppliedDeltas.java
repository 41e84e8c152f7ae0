package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The adapters of a run as dictionaries for the kernels.
 *
 * @param outer for the layers outside the blocks
 * @param blocks one for each block, by names inside the block
 */
public record AppliedDeltas(IValue outer, List<IValue> blocks) implements AutoCloseable {

    /** Distributes tensors, named by layer and {@code .down} or {@code .up}, to the blocks. */
    static AppliedDeltas of(String blockPrefix, int blocks, Map<String, PtNDArray> tensors) {
        Map<String, PtNDArray> outer = new LinkedHashMap<>(tensors);
        List<IValue> dictionaries = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            String prefix = blockPrefix + i + ".";
            Map<String, PtNDArray> inside = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> {
                if (name.startsWith(prefix)) {
                    inside.put(name.substring(prefix.length()), tensor);
                    outer.remove(name);
                }
            });
            dictionaries.add(Script.dictionary(inside));
        }
        return new AppliedDeltas(Script.dictionary(outer), dictionaries);
    }

    public IValue block(int index) {
        return blocks.get(index);
    }

    @Override
    public void close() {
        outer.close();
        blocks.forEach(IValue::close);
    }
}
