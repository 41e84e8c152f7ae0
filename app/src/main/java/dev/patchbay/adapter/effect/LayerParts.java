package dev.patchbay.adapter.effect;

import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.algorithm.ChangeForms;
import dev.patchbay.adapter.algorithm.PartValues;
import dev.patchbay.adapter.algorithm.Parts;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parts of one module that make the change of its layer's weight, as plain values.
 *
 * @param address of the module, for messages
 * @param values factors of the algorithm's product, and the magnitudes of DoRA; read on demand
 * @param scale factor of the product
 * @param magnitudes axis of the magnitudes; empty without any
 */
public record LayerParts(String address, Algorithm algorithm, Map<Part, NamedData> values, double scale, Optional<MagnitudeAxis> magnitudes)
        implements PartValues {

    public LayerParts {
        Map<Part, NamedData> sorted = new EnumMap<>(Part.class);
        sorted.putAll(values);
        values = Collections.unmodifiableMap(sorted);
    }

    /** Of a change that {@link ModuleChange#isLowRank}; the checkpoint must stay open. */
    public static LayerParts of(ModuleChange change) {
        Map<Part, NamedData> values = new EnumMap<>(Part.class);
        for (Map.Entry<Part, MappedTensor> part : change.module().parts().entrySet()) {
            if (change.isFactor(part.getKey()) || part.getKey() == Part.MAGNITUDE) {
                values.put(part.getKey(), new NamedData(part.getValue().source(), change.data(part.getKey())));
            }
        }
        return new LayerParts(
                change.address(), change.module().algorithm(), values, change.module().scale(), change.module().magnitudeAxis());
    }

    /**
     * Reads ΔW without the magnitudes, in the orientation of the layer's weight.
     *
     * @throws LowRankException if shapes do not fit each other, or hold no numbers
     */
    public LayerChange read() throws IOException {
        try {
            return ChangeForms.of(algorithm).change(new Parts(shapes()), this, scale);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String all = shapes().values().stream().map(Shape::toString).collect(Collectors.joining(" "));
            throw new LowRankException(Message.of("lowrank.sizes", address, all));
        }
    }

    /** True if the change is nothing but {@code scale · B · A} of a linear layer, with {@code B [out, r]} and {@code A [r, in]}. */
    public boolean isLinearPair() {
        return algorithm == Algorithm.LORA
                && values.keySet().equals(Set.of(Part.DOWN, Part.UP))
                && values.values().stream().allMatch(value -> value.data().shape().dimensions() == 2);
    }

    @Override
    public TensorData data(Part part) {
        NamedData value = values.get(part);
        if (value == null) {
            throw new IllegalStateException(address + " has no " + part);
        }
        return value.data();
    }

    private Map<Part, Shape> shapes() {
        Map<Part, Shape> shapes = new EnumMap<>(Part.class);
        values.forEach((part, value) -> shapes.put(part, value.data().shape()));
        return shapes;
    }
}
