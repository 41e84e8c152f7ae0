package dev.patchbay.ui.patch;

import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A module's name taken apart into the block it is in and the module of that block: {@code transformer_blocks.3} and {@code attn1.to_q}; of a
 * UNet {@code down_blocks.1.attentions.0.transformer_blocks.0} and the same.
 *
 * @param group blocks that are counted together: {@code transformer_blocks}, {@code down_blocks.1}; empty outside blocks
 * @param block empty outside blocks
 * @param label of the block inside its group: {@code 3}, {@code 0.0}
 * @param target the rest of the name
 */
record BlockName(String group, String block, String label, String target) {

    /** {@code to_out.0} and {@code ff.net.0.proj} end in numbers that count no blocks. */
    private static final int AFTER_A_BLOCK = 2;

    /** Takes apart names with dots, or with underscores where a name was flattened. */
    static BlockName of(String module) {
        String separator = module.indexOf('.') < 0 ? "_" : ".";
        List<String> segments = Arrays.asList(module.split(separator.equals(".") ? "\\." : "_", -1));
        List<Integer> counts = blockNumbers(segments, separator.equals(".") ? 1 : AFTER_A_BLOCK);
        if (counts.isEmpty()) {
            return new BlockName("", "", "", module);
        }
        int first = counts.getFirst();
        int last = counts.getLast();
        String group = String.join(separator, segments.subList(0, counts.size() == 1 ? first : first + 1));
        String label = String.join(".", counts.stream().skip(counts.size() == 1 ? 0 : 1).map(segments::get).toList());
        return new BlockName(
                group,
                String.join(separator, segments.subList(0, last + 1)),
                label,
                String.join(separator, segments.subList(last + 1, segments.size())));
    }

    private static List<Integer> blockNumbers(List<String> segments, int afterTheFirst) {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            int after = segments.size() - 1 - i;
            if (after >= (counts.isEmpty() ? afterTheFirst : AFTER_A_BLOCK) && TensorName.isIndex(segments.get(i))) {
                counts.add(i);
            }
        }
        return counts;
    }

    /** The same inside a component of a base that has several. */
    BlockName in(String component) {
        return new BlockName(group.isEmpty() ? component : component + "." + group, component + "." + block, label, target);
    }
}
