package dev.patchbay.inspection.values;

import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ForwardingData;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Caches a tensor that several modules share, such as the down matrix of a split layer, so that it is read once. Not thread-safe. */
final class SharedValues implements ForwardingData {

    private final TensorData stored;
    private float @Nullable [] values;

    SharedValues(TensorData stored) {
        this.stored = stored;
    }

    @Override
    public TensorData of() {
        return stored;
    }

    @Override
    public float[] toFloats() throws IOException {
        float[] known = values;
        if (known == null) {
            known = stored.toFloats();
            values = known;
        }
        return known;
    }
}
