package dev.patchbay.checkpoint.quantised;

import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A weight that is stored as codes.
 *
 * @param name of the weight; most often that of the codes
 * @param scheme how it is stored, in the field's words: {@code NF4}, {@code F8_E4M3 × scale}, {@code Q4_K}
 * @param codes the stored tensor
 * @param shape of the weight
 * @param companions tensors that are part of the weight
 * @param source reads the companions' values
 * @param obstacle why the values cannot be read, if that is known already
 */
public record QuantisedWeight(
        String name,
        String scheme,
        TensorInfo codes,
        Shape shape,
        Set<String> companions,
        CodebookSource source,
        Optional<Message> obstacle) {

    public QuantisedWeight {
        companions = Set.copyOf(companions);
    }

    /** The weight that a tensor of a viewed checkpoint is, if it is stored as codes. */
    public static Optional<QuantisedWeight> of(StoredTensor tensor) {
        return tensor.data() instanceof DequantisedData data ? Optional.of(data.weight()) : Optional.empty();
    }

    static QuantisedWeight readable(String scheme, TensorInfo codes, Shape shape, Set<String> companions, CodebookSource source) {
        return new QuantisedWeight(codes.name(), scheme, codes, shape, companions, source, Optional.empty());
    }

    static QuantisedWeight unreadable(String scheme, TensorInfo codes, Shape shape, Set<String> companions, Message reason) {
        CodebookSource refused = CodebookSource.refused(reason);
        return new QuantisedWeight(codes.name(), scheme, codes, shape, companions, refused, Optional.of(reason));
    }

    QuantisedWeight named(String other) {
        return new QuantisedWeight(other, scheme, codes, shape, companions, source, obstacle);
    }

    /**
     * Reads the companions, not the codes.
     *
     * @throws dev.patchbay.checkpoint.CheckpointException if the values cannot be computed; the sentence names file, tensor and reason
     */
    public void verify() throws IOException {
        source.open();
    }
}
