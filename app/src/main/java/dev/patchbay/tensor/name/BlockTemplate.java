package dev.patchbay.tensor.name;

import dev.patchbay.tensor.TensorName;
import java.util.List;

/** A module's name with its block numbers left open, so that what is the same in every block is said once. */
public final class BlockTemplate {

    public static final String BLOCK = "{i}";

    private BlockTemplate() {}

    /**
     * {@code layers.3.attention.dense.0} becomes {@code layers.{i}.attention.dense.0}: the first number counts blocks, and so does any
     * later
     * one with at least two segments after it; others, as in {@code to_out.0} or {@code ff.net.0.proj}, tell modules apart. In a
     * flattened name
     * every number between underscores is left open.
     */
    public static String of(String module) {
        if (module.indexOf('.') < 0) {
            return module.replaceAll("(?<=_)\\d+(?=_)", BLOCK);
        }
        TensorName name = TensorName.of(module);
        List<Integer> numbers = name.indexPositions();
        for (int i = 0; i < numbers.size(); i++) {
            int position = numbers.get(i);
            int after = name.segments().size() - 1 - position;
            if (after >= 2 || i == 0 && after >= 1) {
                name = name.with(position, BLOCK);
            }
        }
        return name.toString();
    }
}
