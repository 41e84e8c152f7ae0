package dev.patchbay.loader.comfy;

import dev.patchbay.basemodel.naming.RowRange;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One of the functions of ComfyUI's {@code comfy/utils.py} that give the weights by diffusers' names: {@code flux_to_diffusers}, ….
 *
 * @param unit of rows: those of this weight
 * @param blocks in order
 */
record DiffusersTable(String unit, List<Block> blocks) {

    private static final String NUMBER = "{i}";
    private static final String LAST = "{last}";
    private static final String WEIGHT = ".weight";

    DiffusersTable {
        blocks = List.copyOf(blocks);
    }

    /**
     * Names that have the same beginning.
     *
     * @param from diffusers' beginning, with {@code {i}} for the number of a block, or {@code {last}} for that of the last
     * @param to ComfyUI's
     */
    record Block(String from, String to, Map<String, Entry> names) {}

    /**
     * Where a name leads.
     *
     * @param to the module, or the parameter if it does not end in {@code .weight}
     * @param first row, in units
     * @param count of rows, in units; 0 for all
     * @param parameter true for the whole name of a parameter
     * @param swapped true if the halves of the change are swapped
     */
    record Entry(String to, int first, int count, boolean parameter, boolean swapped) {

        private Target target(String before, long unit) {
            Optional<RowRange> rows = count == 0 ? Optional.empty() : Optional.of(new RowRange(first * unit, (first + count) * unit));
            return new Target(before + to + (parameter ? "" : WEIGHT), rows, rows.isEmpty() && !swapped);
        }
    }

    /** Every diffusers name up to {@code .weight}, with the weight that it leads to. @param model ComfyUI's weights */
    Map<String, Target> of(Map<String, Shape> model) {
        Shape measure = model.get(KeyMap.MODEL + unit + WEIGHT);
        long rows = measure == null || measure.dimensions() == 0 ? 0 : measure.size(0);
        Map<String, Target> names = new LinkedHashMap<>();
        blocks.forEach(block -> numbers(block.to(), model).forEach(number -> {
            String before = KeyMap.MODEL + numbered(block.to(), number);
            block.names().forEach((name, entry) -> names.put(numbered(block.from(), number) + name, entry.target(before, rows)));
        }));
        return names;
    }

    private static String numbered(String name, int number) {
        return name.replace(NUMBER, Integer.toString(number)).replace(LAST, Integer.toString(number));
    }

    /** The numbers of the model's blocks of a kind; one for what is in none. */
    private static IntStream numbers(String to, Map<String, Shape> model) {
        int at = Math.max(to.indexOf(NUMBER), to.indexOf(LAST));
        if (at < 0) {
            return IntStream.of(0);
        }
        String list = KeyMap.MODEL + to.substring(0, at);
        int count = 0;
        while (has(model, list + count + ".")) {
            count++;
        }
        return to.contains(LAST) && count > 0 ? IntStream.of(count - 1) : IntStream.range(0, count);
    }

    private static boolean has(Map<String, Shape> model, String beginning) {
        return model.keySet().stream().anyMatch(name -> name.startsWith(beginning));
    }
}
