package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.part.Algorithm;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How the two factors of a module are called and shaped in a new file: as in the old one, where that keeps a pair; else as a loader of that kind
 * of file expects one.
 *
 * @param up name of the up tensor
 * @param down name of the down tensor
 * @param kernel sizes of a convolution's kernel; empty for a linear layer, or where the file does not tell
 */
public record FactorLayout(String up, String down, List<Long> kernel) {

    public static FactorLayout of(ModuleChange change) {
        AdapterModule module = change.module();
        if (module.algorithm() == Algorithm.LORA || module.algorithm() == Algorithm.ADALORA) {
            return new FactorLayout(change.up().source(), change.down().source(), module.kernel());
        }
        String layer = layer(module);
        boolean dotted = module.module().indexOf('.') >= 0;
        return dotted
                ? new FactorLayout(layer + ".lora_B.weight", layer + ".lora_A.weight", module.kernel())
                : new FactorLayout(layer + ".lora_up.weight", layer + ".lora_down.weight", module.kernel());
    }

    /** The stored name up to the word that says which part it is: {@code x.hada_w1_a}, {@code x.lokr_w1.default}. */
    private static String layer(AdapterModule module) {
        return module.parts().entrySet().stream()
                .filter(entry -> entry.getKey().algorithm().filter(module.algorithm()::equals).isPresent())
                .map(entry -> entry.getValue().source().replaceFirst("\\.(hada|lokr)_[wt].*$", ""))
                .findFirst()
                .orElseThrow();
    }

    /** {@code [rank, in, kernel…]} for so many columns in all. */
    public Shape downShape(long rank, long columns) {
        long places = kernel.stream().reduce(1L, (left, right) -> left * right);
        return Shape.of(LongStream.concat(LongStream.of(rank, columns / places), kernel.stream().mapToLong(Long::longValue)).toArray());
    }

    /** {@code [out, rank, 1…]}. */
    public Shape upShape(long outputs, long rank) {
        return Shape.of(LongStream.concat(LongStream.of(outputs, rank), kernel.stream().mapToLong(size -> 1)).toArray());
    }
}
