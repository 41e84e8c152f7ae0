package dev.patchbay.generation.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.NamedData;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.adapter.effect.WeightShare;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies adapters without changing the weights. The low-rank pairs of linear layers are evaluated beside them,
 * {@code y = W x + Σ sᵢ Bᵢ (Aᵢ x)}; every other change is made of the unchanged tensor when its block is lent. An adapter of strength 0 is
 * left out, so the result is bit-identical to the base.
 */
public final class AdapterApplication {

    private static final String WEIGHT = ".weight";

    private final Place outer;
    private final String blockPrefix;
    private final List<Place> blocks = new ArrayList<>();

    /** Tensors that are lent together; blocks of equal shapes are different places. */
    private static final class Place {

        private final Map<String, Shape> shapes;

        /** @param shapes by the tensors' names inside the block */
        Place(Map<String, Shape> shapes) {
            this.shapes = shapes;
        }
    }

    /**
     * @param outer tensors outside the blocks
     * @param blockPrefix prefix of the names of blocks, before their number: {@code transformer_blocks.}
     * @param blocks tensors of each block, by their names inside it
     */
    public AdapterApplication(TensorShapes outer, String blockPrefix, List<TensorShapes> blocks) {
        this.outer = new Place(outer.all());
        this.blockPrefix = blockPrefix;
        blocks.forEach(shapes -> this.blocks.add(new Place(shapes.all())));
    }

    /**
     * Uploads the adapters of a run.
     *
     * @param run manager of the run
     * @throws GenerationException if nothing of an adapter fits the model, or its values are not finite; the message names the tensor
     */
    public AppliedDeltas apply(PtNDManager run, List<AppliedAdapter> adapters) throws IOException {
        Gathering gathering = new Gathering(run);
        for (AppliedAdapter adapter : adapters) {
            if (adapter.strength() != 0) {
                gathering.add(adapter);
            }
        }
        return gathering.applied();
    }

    /** What adapters will take on the device beside weights of this type; their values are not read. */
    public AdapterBytes measure(List<AppliedAdapter> adapters, DType dtype) {
        AdapterBytes.Sum sum = new AdapterBytes.Sum(dtype);
        for (AppliedAdapter adapter : adapters) {
            for (TensorShare share : adapter.strength() == 0 ? List.<TensorShare>of() : adapter.shares()) {
                place(share.tensor()).ifPresent(placed -> {
                    if (placed.isPair(share.share())) {
                        sum.pair((LayerShare) share.share());
                    } else {
                        sum.change(placed.place(), placed.name(), placed.shape().elements(), share.share());
                    }
                });
            }
        }
        return sum.bytes();
    }

    /** Pairs and changes of all adapters, by place and name. */
    private final class Gathering {

        private final PtNDManager run;
        private final Map<Place, Map<String, PairStack>> pairs = new LinkedHashMap<>();
        private final Map<Place, Map<String, List<DeviceShare>>> changes = new LinkedHashMap<>();
        private final List<Message> warnings = new ArrayList<>();

        Gathering(PtNDManager run) {
            this.run = run;
        }

        void add(AppliedAdapter adapter) throws IOException {
            Uploads uploads = new Uploads(run, adapter.name());
            NotPlayed missing = new NotPlayed("generation.notPlayed.missing", adapter.name());
            NotPlayed misfits = new NotPlayed("generation.notPlayed.misfit", adapter.name());
            for (TensorShare share : adapter.shares()) {
                Optional<Placed> placed = place(share.tensor());
                if (placed.isEmpty()) {
                    missing.add(share.tensor());
                } else if (!add(placed.get(), share.share().at(adapter.strength()), uploads)) {
                    misfits.add(share.tensor());
                }
            }
            if (!adapter.shares().isEmpty() && missing.count() + misfits.count() == adapter.shares().size()) {
                throw new GenerationException((missing.count() > 0 ? missing : misfits).message());
            }
            missing.warn(warnings);
            misfits.warn(warnings);
        }

        /** False if the share does not fit the tensor. */
        private boolean add(Placed placed, WeightShare share, Uploads uploads) throws IOException {
            if (share instanceof LayerShare layer && placed.isPair(share)) {
                return addPair(placed, layer, uploads);
            }
            Optional<DeviceShare> uploaded = uploads.upload(share, placed.rows(), placed.columns());
            uploaded.ifPresent(one -> changes.computeIfAbsent(placed.place(), place -> new LinkedHashMap<>())
                    .computeIfAbsent(placed.name(), name -> new ArrayList<>())
                    .add(one));
            return uploaded.isPresent();
        }

        private boolean addPair(Placed placed, LayerShare layer, Uploads uploads) throws IOException {
            Shape down = layer.parts().data(Part.DOWN).shape();
            Shape up = layer.parts().data(Part.UP).shape();
            boolean fits = down.size(1) == placed.columns()
                    && up.size(0) == placed.rows()
                    && down.size(0) == up.size(1)
                    && down.size(0) > 0;
            if (!fits) {
                return false;
            }
            for (NamedData value : layer.parts().values().values()) {
                uploads.demandFinite(value.name(), value.data());
            }
            pairs.computeIfAbsent(placed.place(), place -> new LinkedHashMap<>())
                    .computeIfAbsent(placed.layer(), name -> new PairStack(placed.rows(), placed.columns()))
                    .add(layer);
            return true;
        }

        AppliedDeltas applied() throws IOException {
            Optional<Script> kernels = changes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Script.compile(run, AdapterApplication.class, "adapting"));
            List<IValue> dictionaries = new ArrayList<>();
            List<BlockChanges> changed = new ArrayList<>();
            for (Place block : blocks) {
                dictionaries.add(dictionary(block));
                changed.add(changes(block, kernels));
            }
            return new AppliedDeltas(dictionary(outer), dictionaries, changes(outer, kernels), changed, warnings);
        }

        private IValue dictionary(Place place) throws IOException {
            Map<String, PtNDArray> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, PairStack> layer : pairs.getOrDefault(place, Map.of()).entrySet()) {
                layer.getValue().upload(run, layer.getKey(), tensors);
            }
            return Script.dictionary(tensors);
        }

        private BlockChanges changes(Place place, Optional<Script> kernels) {
            Map<String, List<DeviceShare>> here = changes.getOrDefault(place, Map.of());
            return here.isEmpty() ? BlockChanges.NONE : new BlockChanges(kernels, here);
        }
    }

    /** A tensor of the model. */
    private record Placed(Place place, String name, Shape shape) {

        int rows() {
            return shape.dimensions() == 0 ? 1 : Math.toIntExact(shape.size(0));
        }

        int columns() {
            return Math.toIntExact(shape.elements() / Math.max(1, rows()));
        }

        /** Whether the share is evaluated beside the layer. */
        boolean isPair(WeightShare share) {
            boolean linear = shape.dimensions() == 2 && name.endsWith(WEIGHT);
            return linear && share instanceof LayerShare layer && layer.parts().isLinearPair();
        }

        String layer() {
            return name.substring(0, name.length() - WEIGHT.length());
        }
    }

    private Optional<Placed> place(String tensor) {
        for (int i = 0; tensor.startsWith(blockPrefix) && i < blocks.size(); i++) {
            String prefix = blockPrefix + i + ".";
            if (tensor.startsWith(prefix)) {
                return placed(blocks.get(i), tensor.substring(prefix.length()));
            }
        }
        return placed(outer, tensor);
    }

    private static Optional<Placed> placed(Place place, String name) {
        return Optional.ofNullable(place.shapes.get(name)).map(shape -> new Placed(place, name, shape));
    }
}
