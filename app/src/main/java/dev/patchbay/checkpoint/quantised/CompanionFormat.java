package dev.patchbay.checkpoint.quantised;

import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way of storing weights that is recognised by what stands beside the codes, and whose values are not computed.
 *
 * @param name in the field's words
 * @param codes what stands behind the module in the name of the codes
 * @param types of the codes
 * @param dimensions of the codes; empty if any number will do
 * @param requires tensors beside the codes without which it is another format
 * @param companions others that may be there
 * @param where pairs of sizes that are equal
 * @param shape of the weight; empty if the stored tensors do not tell it
 */
record CompanionFormat(
        String name,
        String codes,
        Set<DType> types,
        Optional<Integer> dimensions,
        List<String> requires,
        List<String> companions,
        List<Extent> where,
        List<Extent> shape) {

    private static final String WEIGHT = "weight";

    /** The weight that these codes are of; empty if they are stored in another way. */
    Optional<QuantisedWeight> weight(StoredCompanions file, TensorInfo stored) {
        if (!stored.name().endsWith("." + codes) || !types.contains(stored.dtype())) {
            return Optional.empty();
        }
        String module = stored.name().substring(0, stored.name().length() - codes.length());
        String weight = module + WEIGHT;
        boolean here = dimensions.map(count -> count == stored.shape().dimensions()).orElse(true)
                && requires.stream().map(module::concat).allMatch(file::has)
                && (codes.equals(WEIGHT) || !file.has(weight))
                && holds(file, module);
        if (!here) {
            return Optional.empty();
        }
        Set<String> beside = Stream.concat(requires.stream(), companions.stream()).map(module::concat).filter(file::has)
                .collect(Collectors.toUnmodifiableSet());
        return Optional.of(QuantisedWeight.unreadable(name, stored, shape(file, module).orElse(stored.shape()), beside,
                file.reason("quantised.format", weight, name, stored.dtype())).named(weight));
    }

    private boolean holds(StoredCompanions file, String module) {
        for (int i = 0; i + 1 < where.size(); i += 2) {
            Optional<Long> one = where.get(i).at(file, module);
            if (one.isEmpty() || !one.equals(where.get(i + 1).at(file, module))) {
                return false;
            }
        }
        return true;
    }

    private Optional<Shape> shape(StoredCompanions file, String module) {
        long[] sizes = shape.stream().map(extent -> extent.at(file, module)).flatMap(Optional::stream).mapToLong(Long::longValue).toArray();
        return sizes.length > 0 && sizes.length == shape.size() ? Optional.of(Shape.of(sizes)) : Optional.empty();
    }
}
