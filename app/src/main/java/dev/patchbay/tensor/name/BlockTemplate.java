package dev.patchbay.tensor.name;

import dev.patchbay.tensor.TensorName;
import java.util.List;
import java.util.regex.Pattern;

/** Replaces the block numbers in a module's name by placeholders, so that modules of different blocks get the same name. */
public final class BlockTemplate {

    public static final String BLOCK = "{i}";

    private static final String NAMED_BLOCK = "blocks.block";
    private static final Pattern NUMBERED = Pattern.compile("(?<=" + Pattern.quote(NAMED_BLOCK) + ")\\d+(?=\\.)");

    private BlockTemplate() {}

    /**
     * {@code layers.3.attention.dense.0} becomes {@code layers.{i}.attention.dense.0}: the first number counts blocks, and so does any
     * later one with at least two segments after it; other numbers, as in {@code to_out.0} or {@code ff.net.0.proj}, distinguish modules
     * and stay. In a flattened name every number between underscores is replaced, and everywhere that of {@code blocks.block3}.
     */
    public static String of(String module) {
        if (module.indexOf('.') < 0) {
            return module.replaceAll("(?<=_|blocks_block)\\d+(?=_)", BLOCK);
        }
        TensorName name = TensorName.of(module.contains(NAMED_BLOCK) ? NUMBERED.matcher(module).replaceAll(BLOCK) : module);
        List<Integer> numbers = name.indexPositions();
        TensorName open = name;
        for (int i = 0; i < numbers.size(); i++) {
            if (counts(name, i)) {
                open = open.with(numbers.get(i), BLOCK);
            }
        }
        return open.toString();
    }

    /**
     * True if this segment is a number that counts blocks.
     *
     * @param module a name with dots
     * @param segment which of its segments, from 0
     */
    public static boolean isBlock(String module, int segment) {
        TensorName name = TensorName.of(module);
        int number = name.indexPositions().indexOf(segment);
        return number >= 0 && counts(name, number);
    }

    private static boolean counts(TensorName name, int number) {
        int after = name.segments().size() - 1 - name.indexPositions().get(number);
        return after >= 2 || number == 0 && after >= 1;
    }
}
