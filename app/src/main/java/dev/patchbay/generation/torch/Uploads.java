package dev.patchbay.generation.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.NamedData;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.adapter.effect.WeightShare;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Brings shares of one adapter to the device, if they fit their tensors. */
final class Uploads {

    /** Differences up to this size stay on the device; larger ones are as large as the model's own weights and are streamed as these. */
    private static final long KEPT_ELEMENTS = 1 << 18;

    private final PtNDManager run;
    private final String adapter;

    Uploads(PtNDManager run, String adapter) {
        this.run = run;
        this.adapter = adapter;
    }

    /** The values as {@code [rows, columns]}. */
    static PtNDArray rows(PtNDManager owner, TensorData data, int rows) throws IOException {
        float[] values = data.toFloats();
        return (PtNDArray) owner.create(values, new Shape(rows, values.length / rows));
    }

    /** True if a difference stays on the device. */
    static boolean keeps(DifferenceShare share) {
        return share.data().shape().elements() <= KEPT_ELEMENTS;
    }

    /**
     * A share on the device.
     *
     * @param rows of the tensor
     * @param columns of the tensor, its other dimensions flattened
     * @return empty if it has another size
     * @throws GenerationException if values of the adapter are not finite; the message names the tensor
     */
    Optional<DeviceShare> upload(WeightShare share, int rows, int columns) throws IOException {
        return switch (share) {
            case LayerShare layer -> layer(layer, columns).filter(one -> one.rows() == rows).map(Sized::share);
            case DifferenceShare difference -> difference(difference, columns).filter(one -> one.rows() == rows).map(Sized::share);
            case RowsShare some -> some(some, rows, columns);
        };
    }

    private Optional<DeviceShare> some(RowsShare share, int rows, int columns) throws IOException {
        Optional<Sized> whole = switch (share.share()) {
            case LayerShare layer -> layer(layer, columns);
            case DifferenceShare difference -> difference(difference, columns);
            case RowsShare nested -> Optional.empty();
        };
        return whole.filter(one -> share.runs().stream().allMatch(row -> row.from() >= 0
                && row.to() >= 0
                && row.size() > 0
                && row.from() + row.size() <= one.rows()
                && row.to() + row.size() <= rows)).map(one -> new DeviceShare.Rows(one.share(), share.runs()));
    }

    private record Sized(DeviceShare.Whole share, int rows) {}

    private Optional<Sized> layer(LayerShare share, int columns) throws IOException {
        for (NamedData value : share.parts().values().values()) {
            demandFinite(value.name(), value.data());
        }
        if (!Double.isFinite(share.parts().scale())) {
            throw new GenerationException(Message.of("generation.adapterNotFinite", adapter, share.parts().address()));
        }
        LayerChange change;
        try {
            change = share.read();
        } catch (LowRankException misfit) {
            return Optional.empty();
        }
        if (change.inputs() != columns) {
            return Optional.empty();
        }
        ChangeOnDevice product = ChangeOnDevice.of(run, change);
        Optional<MagnitudeAxis> axis = share.parts().magnitudes();
        if (axis.isEmpty()) {
            return Optional.of(new Sized(new DeviceShare.Layer(product, List.of(), axis), change.outputs()));
        }
        float[] magnitudes = share.parts().data(Part.MAGNITUDE).toFloats();
        boolean fits = axis.get() == MagnitudeAxis.INPUT
                ? magnitudes.length > 0 && columns % magnitudes.length == 0
                : magnitudes.length == change.outputs();
        PtNDArray lengths = (PtNDArray) run.create(magnitudes, new Shape(magnitudes.length));
        return fits
                ? Optional.of(new Sized(new DeviceShare.Layer(product, List.of(lengths), axis), change.outputs()))
                : Optional.empty();
    }

    private Optional<Sized> difference(DifferenceShare share, int columns) throws IOException {
        long elements = share.data().shape().elements();
        if (elements == 0 || elements % columns != 0) {
            return Optional.empty();
        }
        demandFinite(share.name(), share.data());
        int rows = Math.toIntExact(elements / columns);
        List<PtNDArray> kept = keeps(share) ? List.of(rows(run, share.data(), rows)) : List.of();
        return Optional.of(new Sized(new DeviceShare.Difference(share, kept, rows), rows));
    }

    /** @throws GenerationException if not, with the names of adapter and tensor */
    void demandFinite(String tensor, TensorData data) throws IOException {
        if (!Finite.all(data.toFloats())) {
            throw new GenerationException(Message.of("generation.adapterNotFinite", adapter, tensor));
        }
    }
}
