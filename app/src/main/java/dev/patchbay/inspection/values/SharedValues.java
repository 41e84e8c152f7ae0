package dev.patchbay.inspection.values;

import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ForwardingData;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values that several modules share, as the pieces of a split layer share their down matrix: read once. For one thread. */
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
