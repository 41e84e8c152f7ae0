package dev.patchbay.export.bake;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.adapter.algorithm.Difference;
import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.adapter.effect.WeightShare;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.BaseParameters;
import dev.patchbay.export.factors.BaseTarget;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.message.Message;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.part.Part;
import dev.patchbay.part.SavedTensor;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tensors of a base the modules of an adapter change, and how: the same for what is baked and for what is played. Names and shapes
 * only; no value is read.
 */
public final class ModuleShares {

    private static final String WEIGHT = ".weight";

    /** Parts of a low-rank module that are not factors of the product. */
    private static final Set<Part> BESIDE = Set.of(Part.ALPHA, Part.MAGNITUDE);

    private final ModuleDictionary base;
    private final BaseParameters parameters;

    public ModuleShares(ModuleDictionary base, BaseParameters parameters) {
        this.base = base;
        this.parameters = parameters;
    }

    /**
     * What a module changes.
     *
     * @param shares at strength 1
     * @param whole false if the module has parts that change nothing here
     */
    public record Found(List<TensorShare> shares, boolean whole) {

        public Found {
            shares = List.copyOf(shares);
        }
    }

    /**
     * The change of one of the layers that a module is for.
     *
     * @throws ExportException if a size or the axis of magnitudes does not fit
     */
    public Found of(ModuleChange change, BaseTarget target) throws ExportException {
        AdapterModule module = change.module();
        List<TensorShare> shares = new ArrayList<>();
        boolean whole = true;
        if (change.isLowRank()) {
            shares.add(new TensorShare(target.module().name() + WEIGHT, placed(layer(change, target), target)));
        }
        for (Part part : module.parts().keySet()) {
            Optional<Difference> difference = module.form().difference(part);
            if (difference.isPresent()) {
                Optional<TensorShare> share = difference(change, part, difference.get(), target);
                share.ifPresent(shares::add);
                whole &= share.isPresent();
            } else {
                whole &= change.isFactor(part) || BESIDE.contains(part);
            }
        }
        return new Found(shares, whole);
    }

    /**
     * The difference of a parameter that is no layer's weight; empty if the module has none, or the base lacks the parameter.
     *
     * @throws ExportException if the sizes differ
     */
    public Optional<TensorShare> parameter(ModuleChange change) throws ExportException {
        Optional<Part> part = parameters.part(change.module());
        Optional<String> name = part.flatMap(one -> parameters.name(change.module(), one));
        Optional<Shape> wanted = name.flatMap(this::shape);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Shape found = change.data(part.orElseThrow()).shape();
        if (!found.equals(wanted.get())) {
            throw misfit(change, found.toString(), wanted.get());
        }
        WeightShare share = new DifferenceShare(source(change, part.get()), change.data(part.get()), 1, false);
        return Optional.of(new TensorShare(name.orElseThrow(), share));
    }

    /**
     * A whole tensor that is saved with the adapter and replaces the base's; empty if it is none, or the base lacks it.
     *
     * @param tensor that belongs to no module
     * @throws ExportException if the sizes differ
     */
    public Optional<TensorShare> saved(Checkpoint checkpoint, MappedTensor tensor) throws ExportException {
        if (LeftoverKind.of(tensor.source()) != LeftoverKind.SAVED_MODULE) {
            return Optional.empty();
        }
        Optional<String> name = SavedTensor.of(tensor.name())
                .filter(saved -> saved.component().isEmpty() || saved.component().equals(base.component()))
                .map(saved -> saved.module() + saved.tensor());
        Optional<Shape> wanted = name.flatMap(this::shape);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (!tensor.info().shape().equals(wanted.get())) {
            throw new ExportException(
                    Message.of("export.bake.sizes", checkpoint.path(), tensor.source(), tensor.info().shape(), wanted.get()));
        }
        TensorData data = new RecipeData(checkpoint, tensor.recipe(), tensor.info());
        return Optional.of(new TensorShare(name.orElseThrow(), new DifferenceShare(tensor.source(), data, 1, true)));
    }

    private Optional<Shape> shape(String tensor) {
        return Optional.ofNullable(base.tensors().get(tensor));
    }

    private static WeightShare placed(WeightShare share, BaseTarget target) {
        return target.isWhole() ? share : new RowsShare(share, target.runs());
    }

    private static LayerShare layer(ModuleChange change, BaseTarget target) throws ExportException {
        AdapterModule module = change.module();
        Optional<MagnitudeAxis> axis = module.magnitudeAxis();
        if (module.isDora() && axis.filter(one -> one != MagnitudeAxis.UNCLEAR).isEmpty()) {
            throw new ExportException(Message.of("export.bake.magnitude", change.checkpoint().path(), module.address()));
        }
        if (!target.isWhole() && axis.filter(one -> one == MagnitudeAxis.INPUT).isPresent()) {
            throw new ExportException(
                    Message.of("export.bake.magnitudeOfRows", change.checkpoint().path(), module.address(), target.module().name()));
        }
        if (!module.fits(target.change())) {
            long columns = module.inputs().orElse(0) * module.kernel().stream().reduce(1L, (left, right) -> left * right);
            throw misfit(change, module.outputs().orElse(0) + " × " + columns, target.change());
        }
        return new LayerShare(LayerParts.of(change), 1);
    }

    private Optional<TensorShare> difference(ModuleChange change, Part part, Difference difference, BaseTarget target)
            throws ExportException {
        String tensor = target.module().name() + difference.tensor();
        Optional<Shape> changed = shape(tensor);
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        Shape found = change.data(part).shape();
        Shape whole = changed.get();
        Shape wanted = target.isWhole() || whole.dimensions() == 0 ? whole : whole.with(0, target.change().size(0));
        if (found.elements() != wanted.elements() || found.dimensions() == 0 || found.size(0) != wanted.size(0)) {
            throw misfit(change, found.toString(), wanted);
        }
        double factor = difference.isScaled() ? change.module().scale() : 1;
        WeightShare share = new DifferenceShare(source(change, part), change.data(part), factor, difference.replaces());
        return Optional.of(new TensorShare(tensor, placed(share, target)));
    }

    private static String source(ModuleChange change, Part part) {
        return change.module().part(part).map(MappedTensor::source).orElseThrow();
    }

    private static ExportException misfit(ModuleChange change, String found, Shape wanted) {
        return new ExportException(
                Message.of("export.bake.sizes", change.checkpoint().path(), change.module().address(), found, wanted));
    }
}
