package dev.patchbay.adapter;

import dev.patchbay.adapter.algorithm.PartValues;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * The change that an adapter module makes to its layer's weight, read from the checkpoint on demand.
 *
 * @param checkpoint must stay open while this object is used
 */
public record ModuleChange(Checkpoint checkpoint, AdapterModule module) implements PartValues {

    /** True if the module adds something to the weight that can be written as a product of low rank: LoRA, LoHa, LoKr, AdaLoRA. */
    public boolean isLowRank() {
        return module.isComplete() && module.form().isLowRank();
    }

    /** True for a factor of the product that {@link #read} returns. */
    public boolean isFactor(Part part) {
        return isLowRank() && module.form().isFactor(part);
    }

    /** True if the file has exactly two factors for it, of a layer or of an embedding. */
    public boolean isPair() {
        return module.isPair() || isEmbedding();
    }

    /** True for the factors of an embedding, whose change is the transposed product. */
    public boolean isEmbedding() {
        return module.isComplete() && module.form().isTransposed(module.shapes());
    }

    /** The stored down matrix, for {@link #isPair}. */
    public MappedTensor down() {
        return part(isEmbedding() ? Part.EMBEDDING_DOWN : Part.DOWN);
    }

    /** The stored up matrix, for {@link #isPair}. */
    public MappedTensor up() {
        return part(isEmbedding() ? Part.EMBEDDING_UP : Part.UP);
    }

    /**
     * Reads the values. DoRA's magnitudes are not included.
     *
     * @return ΔW in the orientation of the layer's weight
     * @throws LowRankException if shapes do not fit each other, or hold no numbers
     * @throws UnsupportedOperationException unless {@link #isLowRank}
     */
    public LayerChange read() throws IOException {
        try {
            return module.form().change(module.shapes(), this, module.scale());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new LowRankException(Message.of("lowrank.sizes", module.address(), shapes()));
        }
    }

    /** As {@link #read}, with the factors as the file keeps them: those of an embedding are of the transposed weight. */
    public LayerChange readAsStored() throws IOException {
        LayerChange read = read();
        return isEmbedding() && read instanceof LowRankFactors factors ? factors.transposed() : read;
    }

    @Override
    public String address() {
        return module.address();
    }

    /** The values of a part, without factors of scale rules that are in the scale. */
    @Override
    public TensorData data(Part part) {
        MappedTensor tensor = part(part);
        TensorRecipe recipe = part.isScaledAlone() ? tensor.recipe() : tensor.recipe().unscaled();
        return new RecipeData(checkpoint, recipe, tensor.info());
    }

    private MappedTensor part(Part part) {
        return module.part(part).orElseThrow(() -> new IllegalStateException(module.address() + " has no " + part));
    }

    private String shapes() {
        return module.tensors().stream().map(tensor -> tensor.info().shape().toString()).collect(Collectors.joining(" "));
    }
}
