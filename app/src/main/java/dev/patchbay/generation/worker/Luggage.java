package dev.patchbay.generation.worker;

import dev.patchbay.generation.AppliedAdapter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The adapters that were packed last, so that a sweep of strengths packs each of them once. */
final class Luggage implements Closeable {

    private static final int KEPT = 4;

    private record Packed(Object shares, AdapterParcel parcel) {}

    private final List<Packed> packed = new ArrayList<>();

    /** The adapter's parcel; the strength does not matter. */
    AdapterParcel pack(AppliedAdapter adapter) throws IOException {
        for (Packed one : packed) {
            if (one.shares() == adapter.shares()) {
                return one.parcel();
            }
        }
        if (packed.size() == KEPT) {
            packed.removeFirst().parcel().close();
        }
        AdapterParcel parcel = AdapterParcel.pack(adapter);
        packed.add(new Packed(adapter.shares(), parcel));
        return parcel;
    }

    @Override
    public void close() throws IOException {
        for (Packed one : packed) {
            one.parcel().close();
        }
        packed.clear();
    }
}
