package dev.patchbay.examination;

import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.QuantisedWeight;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.Optional;

/**
 * How and where a tensor is stored.
 *
 * @param type dtype, or the way in which codes are stored: {@code BF16}, {@code NF4}, {@code Q4_K}
 * @param shape of the values that are meant
 * @param bytes in the file, without companions
 * @param location file and byte range
 */
public record StoredAs(String type, Shape shape, long bytes, String location) {

    public static StoredAs of(StoredTensor tensor) {
        Optional<QuantisedWeight> weight = QuantisedWeight.of(tensor);
        TensorInfo stored = weight.map(QuantisedWeight::codes).orElse(tensor.info());
        String type = weight.map(QuantisedWeight::scheme).orElse(tensor.info().dtype().name());
        return new StoredAs(type, tensor.info().shape(), stored.bytes(), tensor.location());
    }
}
