package dev.patchbay.export.factors;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Names and shapes of a module's two factors in a new file: those of the source where it has a pair, else those that loaders of that kind
 * of file expect.
 *
 * @param up name of the up tensor
 * @param down name of the down tensor
 * @param kernel sizes of a convolution's kernel; empty for a linear layer, or where the parts do not show it
 */
public record FactorLayout(String up, String down, List<Long> kernel) {

    public static FactorLayout of(ModuleChange change) {
        AdapterModule module = change.module();
        if (module.algorithm() == Algorithm.LORA || module.algorithm() == Algorithm.ADALORA) {
            return new FactorLayout(change.up().source(), change.down().source(), module.kernel());
        }
        // Only kohya writes names without dots.
        Dialect dialect = module.module().indexOf('.') >= 0 ? Dialect.PEFT : Dialect.KOHYA;
        String layer = layer(module);
        return new FactorLayout(dialect.name(layer, Part.UP), dialect.name(layer, Part.DOWN), module.kernel());
    }

    /** The stored name without the ending that names the part: {@code x} of {@code x.hada_w1_a} and of {@code x.lokr_w1.default}. */
    private static String layer(AdapterModule module) {
        return module.parts().entrySet().stream()
                .filter(entry -> entry.getKey().algorithm().filter(module.algorithm()::equals).isPresent())
                .map(entry -> AdapterKey.path(entry.getValue().source()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    /**
     * {@code [rank, in, kernel…]}.
     *
     * @param columns in · kernel
     */
    public Shape downShape(long rank, long columns) {
        long places = kernel.stream().reduce(1L, (left, right) -> left * right);
        return Shape.of(LongStream.concat(LongStream.of(rank, columns / places), kernel.stream().mapToLong(Long::longValue)).toArray());
    }

    /** {@code [out, rank, 1…]}. */
    public Shape upShape(long outputs, long rank) {
        return Shape.of(LongStream.concat(LongStream.of(outputs, rank), kernel.stream().mapToLong(size -> 1)).toArray());
    }
}
