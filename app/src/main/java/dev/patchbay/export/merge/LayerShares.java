package dev.patchbay.export.merge;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.export.factors.BasePlaces;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.export.factors.BaseWeights;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.MergeInput;
import dev.patchbay.export.resize.ResizeSource;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of several adapters, by the layer that they change. Adapters whose names are of one kind meet by them; where kinds differ,
 * or the base divides layers otherwise, it tells which layers are the same, and they get its names.
 */
final class LayerShares {

    private final Optional<BasePlaces> places;
    private final Optional<BaseWeights> weights;
    private final List<Named> shares = new ArrayList<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    /** @param weights of the base, without which DoRA is refused */
    LayerShares(Optional<BasePlaces> places, Optional<BaseWeights> weights) {
        this.places = places;
        this.weights = weights;
    }

    /** The changes of one layer, and what it is called by the adapter that says most. */
    static final class Layer {

        private LayerName name;
        private final List<MergedModule.Share> shares = new ArrayList<>();

        Layer(LayerName name) {
            this.name = name;
        }

        private void add(LayerName other, MergedModule.Share share) {
            name = other.kind().compareTo(name.kind()) < 0 ? other : name;
            shares.add(share);
        }

        LayerName name() {
            return name;
        }

        List<MergedModule.Share> shares() {
            return shares;
        }
    }

    /** A change and what its adapter calls its layer; empty if it names only a piece of one. */
    private record Named(ResizeSource source, double strength, Optional<LayerName> name) {

        AdapterModule module() {
            return source.change().module();
        }

        MergedModule.Share of(Optional<BaseTarget> rows) {
            return new MergedModule.Share(source, strength, rows);
        }
    }

    /** @param change of low rank */
    void add(ModuleChange change, MergeInput input) throws ExportException {
        shares.add(new Named(source(change), input.strength(), LayerName.of(change.module())));
    }

    /** With the base's weight if the change depends on it. */
    private ResizeSource source(ModuleChange change) throws ExportException {
        AdapterModule module = change.module();
        if (!module.isDora()) {
            return new ResizeSource(change, Optional.empty());
        }
        if (module.magnitudeAxis().filter(axis -> axis != MagnitudeAxis.UNCLEAR).isEmpty()) {
            throw new ExportException(Message.of("export.bake.magnitude", change.checkpoint().path(), module.address()));
        }
        Optional<TensorData> weight = weights.flatMap(base -> base.of(module));
        if (weight.isEmpty()) {
            String why = weights.isEmpty() ? "export.merge.dora" : "export.merge.doraElsewhere";
            throw new ExportException(Message.of(why, change.checkpoint().path(), module.address()));
        }
        return new ResizeSource(change, weight);
    }

    /**
     * The layers in the order of the first adapter, then of the others.
     *
     * @throws ExportException if the names of some cannot be matched with those of others
     */
    Collection<Layer> layers() throws ExportException {
        boolean mixed = shares.stream().map(share -> share.name().map(LayerName::kind)).distinct().count() > 1;
        boolean divided = shares.stream().anyMatch(share -> share.name().isEmpty() || isDivided(share.module()));
        for (Named share : shares) {
            if (!mixed && !divided || !addByBase(share)) {
                addByName(share);
            }
        }
        refuseMixedNames();
        return layers.values();
    }

    /** True if the base keeps its layer within another, or as several. */
    private boolean isDivided(AdapterModule module) {
        List<BaseTarget> targets = places.map(base -> base.targets(module)).orElse(List.of());
        return targets.size() > 1 || targets.stream().anyMatch(target -> !target.isWhole());
    }

    /** False if the base does not have the layer. */
    private boolean addByBase(Named share) {
        List<BaseTarget> targets = places.map(base -> base.targets(share.module())).orElse(List.of());
        String component = places.flatMap(base -> base.component(share.module())).orElse("");
        for (BaseTarget target : targets) {
            add(LayerName.of(component, target), share.of(target.isWhole() ? Optional.empty() : Optional.of(target)));
        }
        return !targets.isEmpty();
    }

    private void addByName(Named share) throws ExportException {
        AdapterModule module = share.module();
        add(
                share.name().orElseThrow(() -> new ExportException(Message.of(
                        "export.merge.names", share.source().change().checkpoint().path(), module.tensors().iterator().next().name()))),
                share.of(Optional.empty()));
    }

    private void add(LayerName name, MergedModule.Share share) {
        layers.computeIfAbsent(name.layer(), layer -> new Layer(name)).add(name, share);
    }

    /** A file whose layers follow two conventions is read by no program as a whole. */
    private void refuseMixedNames() throws ExportException {
        Optional<Layer> first = layers.values().stream().findFirst();
        for (Layer layer : layers.values()) {
            if (layer.name.kind() != first.orElseThrow().name.kind()) {
                throw new ExportException(
                        Message.of("export.merge.mixedNames", first.orElseThrow().name.path(), layer.name.path()));
            }
        }
    }
}
