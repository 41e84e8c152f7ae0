package dev.patchbay.adapter;

import dev.patchbay.adapter.algorithm.ChangeForms;
import dev.patchbay.adapter.algorithm.Parts;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.DeclaredAlpha;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.ScaleRule;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.FloatCodec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Finds the scale s of s·B·A of each module, in this order: the person's choice, scale rules, the file's declarations (alpha tensor,
 * metadata, configuration), 1 / rank for SAT, and 1, the default of loaders.
 */
final class ScaleResolver {

    /** How every alpha tensor's name ends. */
    private static final String ALPHA = Spelling.ALPHA.ending(Part.ALPHA);

    private final MappingResult mapping;
    private final OptionalDouble chosen;
    private final Declarations declarations;
    private final ParsedNames names;
    private final Map<String, StoredTensor> storedAlphas = new HashMap<>();

    /**
     * The resolved scale of a module.
     *
     * @param alphaTensor stored name of the alpha tensor that belongs to the module
     */
    record Scale(double value, ScaleSource source, Optional<DeclaredAlpha> alpha, Optional<String> alphaTensor) {}

    /** What the file declares: alpha, and the scale that follows. */
    private record DeclaredScale(double scale, DeclaredAlpha alpha) {}

    ScaleResolver(
            Checkpoint checkpoint, Declarations declarations, MappingResult mapping, OptionalDouble chosen, ParsedNames names) {
        this.names = names;
        this.mapping = mapping;
        this.chosen = chosen;
        this.declarations = declarations;
        checkpoint.tensors().forEach((name, tensor) -> {
            if (name.endsWith(ALPHA)) {
                names.parse(name).filter(key -> key.part() == Part.ALPHA).ifPresent(key -> storedAlphas.put(key.layer(), tensor));
            }
        });
    }

    /**
     * @param key of the module as mapped
     * @param parts at least one
     * @param alpha the alpha tensor with the module's mapped name
     */
    Scale scale(AdapterKey key, Algorithm algorithm, Map<Part, MappedTensor> parts, long rank, Optional<StoredTensor> alpha)
            throws IOException {
        Optional<AdapterKey> stored = names.parse(parts.values().iterator().next().source());
        Optional<StoredTensor> alphaTensor = alpha.or(() -> stored.map(AdapterKey::layer).map(storedAlphas::get));
        Optional<String> alphaName = alphaTensor.map(tensor -> tensor.info().name());
        Optional<DeclaredScale> declared = declared(stored.orElse(key), rank, alphaTensor);
        boolean sat = stored.map(AdapterKey::isSat).orElse(false);
        if (declared.isEmpty() && sat) {
            declared = Optional.of(new DeclaredScale(1.0 / Math.max(1, rank), new DeclaredAlpha(1, ScaleSource.SAT_DEFAULT)));
        }
        Optional<DeclaredAlpha> found = declared.map(DeclaredScale::alpha);
        if (chosen.isPresent()) {
            return new Scale(chosen.getAsDouble(), ScaleSource.CHOSEN, found, alphaName);
        }
        // Algorithms without a scale do not use alpha as its numerator; OFT's alpha is a constraint.
        boolean fixed = !ChangeForms.of(algorithm).isScaled(Parts.of(parts)) && !isScaledByPeft(algorithm, found);
        double own = fixed ? 1 : declared.map(DeclaredScale::scale).orElse(1.0);
        if (parts.entrySet().stream().anyMatch(part -> !part.getKey().isScaledAlone() && scaledByRule(part.getValue()))) {
            double factors = factors(parts);
            // A scale rule on SAT's pairs replaces its undeclared 1 / rank.
            boolean satDefault = found.filter(one -> one.source() == ScaleSource.SAT_DEFAULT).isPresent();
            return new Scale(factors * (satDefault ? 1 : own), ScaleSource.RULE, found, alphaName);
        }
        if (fixed) {
            return new Scale(1, ScaleSource.FIXED, found, alphaName);
        }
        ScaleSource unsaid = declarations.isFolded() ? ScaleSource.FOLDED : ScaleSource.ASSUMED_ONE;
        return new Scale(own, found.map(DeclaredAlpha::source).orElse(unsaid), found, alphaName);
    }

    /** PEFT 0.21 multiplies every product by alpha / r, also that of LoKr's two whole factors, where LyCORIS has no scale. */
    private static boolean isScaledByPeft(Algorithm algorithm, Optional<DeclaredAlpha> found) {
        return ChangeForms.of(algorithm).isLowRank() && found.filter(one -> one.source() == ScaleSource.ADAPTER_CONFIG).isPresent();
    }

    /** Product of the factors that scale rules give to the parts; a bias does not count, nor what no scale multiplies. */
    private static double factors(Map<Part, MappedTensor> parts) {
        return parts.entrySet().stream()
                .filter(entry -> !entry.getKey().isScaledAlone() && entry.getKey() != Part.ALPHA && entry.getKey() != Part.UP_BIAS)
                .mapToDouble(entry -> entry.getValue().recipe().factor())
                .reduce(1, (left, right) -> left * right);
    }

    private Optional<DeclaredScale> declared(AdapterKey key, long rank, Optional<StoredTensor> alphaTensor) throws IOException {
        if (alphaTensor.isPresent()) {
            OptionalDouble alpha = number(alphaTensor.get());
            if (alpha.isPresent()) {
                double value = alpha.getAsDouble();
                return Optional.of(new DeclaredScale(value / Math.max(1, rank), new DeclaredAlpha(value, ScaleSource.ALPHA_TENSOR)));
            }
        }
        return declarations.forComponent(key.component()).flatMap(declared -> {
            OptionalDouble scale = declared.config().scale(key.module(), rank);
            return scale.isPresent()
                    ? Optional.of(new DeclaredScale(
                            scale.getAsDouble(), new DeclaredAlpha(declared.config().alpha(key.module()).orElseThrow(), declared.source())))
                    : Optional.empty();
        });
    }

    private boolean scaledByRule(MappedTensor half) {
        Stream<Integer> rules = half.rules().stream();
        return rules.anyMatch(rule -> mapping.rules().entries().get(rule).rule() instanceof ScaleRule);
    }

    /** The number in an alpha tensor: one element of a real type, which programs multiply by even if it is NaN. */
    private static OptionalDouble number(StoredTensor tensor) throws IOException {
        if (tensor.info().shape().elements() != 1 || !FloatCodec.canDecode(tensor.info().dtype())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(tensor.data().toFloats()[0]);
    }
}
