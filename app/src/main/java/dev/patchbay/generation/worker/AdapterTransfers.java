package dev.patchbay.generation.worker;

import dev.patchbay.generation.AppliedAdapter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The adapters that were packed last, so that a sweep of strengths packs each of them once. */
final class AdapterTransfers implements Closeable {

    private static final int KEPT = 4;

    private record Packed(Object shares, AdapterTransfer transfer) {}

    private final List<Packed> packed = new ArrayList<>();

    /** The packed adapter; the strength does not matter. */
    AdapterTransfer pack(AppliedAdapter adapter) throws IOException {
        for (Packed one : packed) {
            if (one.shares() == adapter.shares()) {
                return one.transfer();
            }
        }
        if (packed.size() == KEPT) {
            packed.removeFirst().transfer().close();
        }
        AdapterTransfer transfer = AdapterTransfer.pack(adapter);
        packed.add(new Packed(adapter.shares(), transfer));
        return transfer;
    }

    @Override
    public void close() throws IOException {
        for (Packed one : packed) {
            one.transfer().close();
        }
        packed.clear();
    }
}
