package dev.patchbay.tensor.name;

import dev.patchbay.tensor.TensorName;
import java.util.List;

/** Replaces the block numbers in a module's name by placeholders, so that modules of different blocks get the same name. */
public final class BlockTemplate {

    public static final String BLOCK = "{i}";

    private BlockTemplate() {}

    /**
     * {@code layers.3.attention.dense.0} becomes {@code layers.{i}.attention.dense.0}: the first number counts blocks, and so does any
     * later one with at least two segments after it; other numbers, as in {@code to_out.0} or {@code ff.net.0.proj}, distinguish modules
     * and stay. In a flattened name every number between underscores is replaced.
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
