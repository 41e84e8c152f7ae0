package dev.patchbay.export.factors;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Tells whether the pairs of an adapter are stored as in PyTorch, {@code [r, in]} and {@code [out, r]}, or transposed as MLX writes them,
 * {@code [in, r]} and {@code [r, out]}. The shapes of a single pair fit both readings where the layer is square (with a rank as large as
 * the layer): the base decides, then what all pairs have in common, then a declared rank. If none of them decides, the adapter is refused.
 */
public final class PairOrientation {

    private final Checkpoint checkpoint;
    private final List<PairShapes> pairs;

    private PairOrientation(Checkpoint checkpoint, Adapter adapter) {
        this.checkpoint = checkpoint;
        this.pairs = adapter.modules().stream().filter(AdapterModule::isPair).map(PairShapes::of).toList();
    }

    /**
     * The adapter with all pairs in PyTorch's orientation: recipes of transposed pairs are wrapped in a transpose.
     *
     * @param base its layers' sizes decide where it is given
     * @throws ExportException if the orientation cannot be told
     * @throws IOException if an alpha tensor cannot be read
     */
    public static Adapter straight(Checkpoint checkpoint, MappingResult mapping, Optional<BaseModel> base) throws IOException {
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty());
        PairOrientation orientation = new PairOrientation(checkpoint, adapter);
        return orientation.isTurned(base)
                ? AdapterAssembler.assemble(checkpoint, turned(mapping, adapter), OptionalDouble.empty())
                : adapter;
    }

    /** True for a pair whose halves are stored transposed. */
    public static boolean isTurned(AdapterModule module) {
        return module.isPair() && module.down().filter(down -> down.recipe().unscaled() instanceof TensorRecipe.Transposed).isPresent();
    }

    /** The same mapping with the two-dimensional pairs of the adapter transposed. */
    public static MappingResult turned(MappingResult mapping, Adapter adapter) {
        Set<MappedTensor> halves = new HashSet<>();
        adapter.modules().stream()
                .filter(module -> module.isPair() && PairShapes.of(module).isFlat())
                .forEach(module -> Stream.of(module.down(), module.up()).flatMap(Optional::stream).forEach(halves::add));
        List<MappedTensor> tensors = mapping.tensors().stream().map(tensor -> halves.contains(tensor) ? turned(tensor) : tensor).toList();
        return new MappingResult(mapping.rules(), tensors, mapping.dropped(), mapping.problems(), mapping.hits());
    }

    private static MappedTensor turned(MappedTensor tensor) {
        TensorInfo info = tensor.info();
        Shape shape = Shape.of(info.shape().size(1), info.shape().size(0));
        TensorRecipe recipe = tensor.recipe() instanceof TensorRecipe.Transposed(TensorRecipe of) ? of
                : new TensorRecipe.Transposed(tensor.recipe());
        return new MappedTensor(new TensorInfo(info.name(), info.dtype(), shape), recipe, tensor.rules());
    }

    private boolean isTurned(Optional<BaseModel> base) throws ExportException {
        return base.flatMap(this::ofBase).or(this::ofShapes).or(this::ofDeclaredRanks).orElseThrow(this::unclear);
    }

    /** True if transposed; empty where the base has none of the layers, or they fit both ways. */
    private Optional<Boolean> ofBase(BaseModel base) {
        ModuleLocator locator = new ModuleLocator(base);
        boolean straight = false;
        boolean turned = false;
        for (PairShapes pair : pairs) {
            Optional<Shape> weight =
                    BaseTarget.of(locator, pair.module()).stream().map(BaseTarget::change).filter(one -> one.dimensions() >= 2).findFirst();
            boolean asStored = weight.filter(pair::fitsStraight).isPresent();
            boolean exchanged = weight.filter(pair::fitsTurned).isPresent();
            straight |= asStored && !exchanged;
            turned |= exchanged && !asStored;
        }
        return straight == turned ? Optional.empty() : Optional.of(turned);
    }

    /** True if transposed; empty where all pairs fit both readings, some look transposed, and comparing their ranks does not decide. */
    private Optional<Boolean> ofShapes() {
        if (pairs.stream().noneMatch(PairShapes::looksTurned)) {
            return Optional.of(false);
        }
        boolean straight = pairs.stream().allMatch(PairShapes::canBeStraight);
        boolean turned = pairs.stream().allMatch(PairShapes::canBeTurned);
        if (!straight && !turned) {
            return Optional.of(pairs.stream().noneMatch(PairShapes::looksStraight));
        }
        if (straight && turned) {
            boolean oneRank = isOne(PairShapes::rows);
            boolean oneTurnedRank = isOne(PairShapes::columns);
            return oneRank == oneTurnedRank ? Optional.empty() : Optional.of(oneTurnedRank);
        }
        return Optional.of(turned);
    }

    private boolean isOne(ToLongFunction<PairShapes> size) {
        return pairs.stream().mapToLong(size).distinct().count() == 1;
    }

    private Optional<Boolean> ofDeclaredRanks() {
        Declarations declarations = Declarations.of(checkpoint);
        boolean straight = pairs.stream().allMatch(pair -> pair.declared(declarations).filter(rank -> rank == pair.rows()).isPresent());
        boolean turned = pairs.stream().allMatch(pair -> pair.declared(declarations).filter(rank -> rank == pair.columns()).isPresent());
        return straight == turned ? Optional.empty() : Optional.of(turned);
    }

    private ExportException unclear() {
        PairShapes first = pairs.stream().filter(PairShapes::looksTurned).findFirst().orElseThrow();
        MappedTensor down = first.module().down().orElseThrow();
        MappedTensor up = first.module().up().orElseThrow();
        return new ExportException(Message.of(
                "export.orientation.unclear", checkpoint.path(), down.source(), down.info().shape(), up.source(), up.info().shape(),
                first.rows(),
                first.columns()));
    }
}
