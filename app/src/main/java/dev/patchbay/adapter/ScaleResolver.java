package dev.patchbay.adapter;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.ScaleRule;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Finds the factor of B·A of each module. First a person's choice, then scale rules, then what the file declares (alpha tensor, metadata,
 * configuration), then SAT's habit, and at last 1 as loaders take it.
 */
final class ScaleResolver {

    private final MappingResult mapping;
    private final OptionalDouble chosen;
    private final Declarations declarations;
    private final Map<String, StoredTensor> storedAlphas = new HashMap<>();

    /**
     * What was found.
     *
     * @param alpha stored name of the alpha tensor that was used
     */
    record Scale(double value, ScaleSource source, Optional<String> alpha) {}

    ScaleResolver(Checkpoint checkpoint, Declarations declarations, MappingResult mapping, OptionalDouble chosen) {
        this.mapping = mapping;
        this.chosen = chosen;
        this.declarations = declarations;
        checkpoint.tensors().forEach((name, tensor) -> AdapterKey.parse(name)
                .filter(key -> key.half() == Half.ALPHA)
                .ifPresent(key -> storedAlphas.put(key.identity(), tensor)));
    }

    /**
     * @param key of the module as mapped
     * @param halves one or both
     * @param alpha the alpha tensor that bears the mapped name of the module
     */
    Scale scale(AdapterKey key, List<MappedTensor> halves, long rank, Optional<StoredTensor> alpha) throws IOException {
        Optional<AdapterKey> stored = AdapterKey.parse(halves.getFirst().source());
        Optional<StoredTensor> alphaTensor = alpha.or(() -> stored.map(AdapterKey::identity).map(storedAlphas::get));
        Optional<String> alphaName = alphaTensor.map(tensor -> tensor.info().name());
        if (chosen.isPresent()) {
            return new Scale(chosen.getAsDouble(), ScaleSource.CHOSEN, alphaName);
        }
        Optional<Scale> declared = declared(stored.orElse(key), rank, alphaTensor);
        if (halves.stream().anyMatch(this::scaledByRule)) {
            double factors = halves.stream().mapToDouble(half -> half.recipe().factor()).reduce(1, (left, right) -> left * right);
            return new Scale(factors * declared.map(Scale::value).orElse(1.0), ScaleSource.RULE, alphaName);
        }
        boolean sat = stored.map(AdapterKey::isSat).orElse(false);
        return declared.orElseGet(() -> sat
                ? new Scale(1.0 / Math.max(1, rank), ScaleSource.SAT_DEFAULT, alphaName)
                : new Scale(1, declarations.isFolded() ? ScaleSource.FOLDED : ScaleSource.ASSUMED_ONE, alphaName));
    }

    private Optional<Scale> declared(AdapterKey key, long rank, Optional<StoredTensor> alphaTensor) throws IOException {
        if (alphaTensor.isPresent()) {
            OptionalDouble alpha = number(alphaTensor.get());
            if (alpha.isPresent()) {
                String name = alphaTensor.get().info().name();
                return Optional.of(new Scale(alpha.getAsDouble() / Math.max(1, rank), ScaleSource.ALPHA_TENSOR, Optional.of(name)));
            }
        }
        return declarations.forComponent(key.component()).flatMap(declared -> {
            OptionalDouble scale = declared.config().scale(key.module(), rank);
            return scale.isPresent()
                    ? Optional.of(new Scale(scale.getAsDouble(), declared.source(), Optional.empty()))
                    : Optional.empty();
        });
    }

    private boolean scaledByRule(MappedTensor half) {
        Stream<Integer> rules = half.rules().stream();
        return rules.anyMatch(rule -> mapping.rules().entries().get(rule).rule() instanceof ScaleRule);
    }

    /** The number in an alpha tensor: one element of a real type, finite. */
    private static OptionalDouble number(StoredTensor tensor) throws IOException {
        if (tensor.info().shape().elements() != 1 || !isReadable(tensor)) {
            return OptionalDouble.empty();
        }
        float value = tensor.data().toFloats()[0];
        return Float.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static boolean isReadable(StoredTensor tensor) {
        return switch (tensor.info().dtype()) {
            case F16, BF16, F32, F64, U8, I8, I16, I32, I64 -> true;
            default -> false;
        };
    }
}
