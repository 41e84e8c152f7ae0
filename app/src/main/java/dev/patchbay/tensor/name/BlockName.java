package dev.patchbay.tensor.name;

import dev.patchbay.tensor.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A module's name, split into its block and the rest: {@code transformer_blocks.3} and {@code attn1.to_q}; in a UNet
 * {@code down_blocks.1.attentions.0.transformer_blocks.0} and {@code attn1.to_q}.
 *
 * @param group blocks that are numbered together: {@code transformer_blocks}, {@code down_blocks.1}; empty outside blocks
 * @param block full name of the block; empty outside blocks
 * @param label of the block inside its group: {@code 3}, {@code 0.0}
 * @param target the rest of the name
 */
public record BlockName(String group, String block, String label, String target) {

    /**
     * Least number of segments after a block number, except for the first number of a dotted name: those at the end of {@code to_out.0}
     * and {@code ff.net.0.proj} count no blocks.
     */
    private static final int AFTER_A_BLOCK = 2;

    /** The name up to the last list of blocks and its number. */
    private static final Pattern LISTS = Pattern.compile(
            "^.*(?:blocks|layers|block|layer|attentions|resnets|downsamplers|upsamplers)[._]\\d+[._](?=\\D)|^.*?\\.\\d+\\.(?=\\D)");

    /**
     * The name inside the innermost list of blocks, which is recognised by the words that models use for it: {@code attn1.to_q},
     * {@code ff.net.0.proj}, in a UNet {@code proj_in}.
     */
    public static String insideBlock(String module) {
        return LISTS.matcher(module).replaceFirst("");
    }

    /** Splits a name at its dots, or at its underscores if it has no dot (flattened). */
    public static BlockName of(String module) {
        boolean flattened = module.indexOf('.') < 0;
        String[] segments = module.split(flattened ? "_" : "\\.", -1);
        int first = -1;
        int last = -1;
        List<String> label = new ArrayList<>(2);
        for (int i = 0; i < segments.length; i++) {
            int after = segments.length - 1 - i;
            if (after >= (first < 0 && !flattened ? 1 : AFTER_A_BLOCK) && TensorName.isIndex(segments[i])) {
                first = first < 0 ? i : first;
                last = i;
                label.add(segments[i]);
            }
        }
        if (first < 0) {
            return new BlockName("", "", "", module);
        }
        boolean one = first == last;
        int group = end(segments, one ? first - 1 : first);
        int block = end(segments, last);
        return new BlockName(
                module.substring(0, group),
                module.substring(0, block),
                String.join(".", one ? label : label.subList(1, label.size())),
                module.substring(block + 1));
    }

    /** Position after this segment; 0 if {@code segment} is -1. */
    private static int end(String[] segments, int segment) {
        int end = -1;
        for (int i = 0; i <= segment; i++) {
            end += 1 + segments[i].length();
        }
        return Math.max(0, end);
    }

    /** The same with a component in front. */
    public BlockName in(String component) {
        return new BlockName(group.isEmpty() ? component : component + "." + group, component + "." + block, label, target);
    }
}
