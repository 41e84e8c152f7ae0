package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A size that follows from those of stored tensors, as {@code formats.json} writes it: {@code qweight[1]*2}, {@code weight[1]*weight[2]}.
 */
record Extent(String text) {

    private static final Pattern FACTOR = Pattern.compile("([A-Za-z_]+)\\[(\\d)]|(\\d+)");

    /**
     * The size at a module; empty if a tensor is missing or has too few dimensions.
     *
     * @param module with a dot at its end
     */
    Optional<Long> at(StoredCompanions file, String module) {
        long product = 1;
        for (MatchResult factor : FACTOR.matcher(text).results().toList()) {
            Optional<Long> size = factor.group(1) == null
                    ? Optional.of(Long.valueOf(factor.group(3)))
                    : file.info(module + factor.group(1)).map(TensorInfo::shape).flatMap(shape -> size(shape, factor.group(2)));
            if (size.isEmpty() || Math.multiplyHigh(product, size.get()) != 0) {
                return Optional.empty();
            }
            product *= size.get();
        }
        return Optional.of(product).filter(whole -> whole >= 0);
    }

    private static Optional<Long> size(Shape shape, String dimension) {
        int index = Integer.parseInt(dimension);
        return index < shape.dimensions() ? Optional.of(shape.size(index)) : Optional.empty();
    }
}
