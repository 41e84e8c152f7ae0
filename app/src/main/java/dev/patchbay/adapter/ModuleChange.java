package dev.patchbay.adapter;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.lowrank.DenseChange;
import dev.patchbay.lowrank.HadamardChange;
import dev.patchbay.lowrank.KroneckerChange;
import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankException;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.LowRankTensors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.lowrank.Tucker;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * What a module of an adapter does to its layer's weight, read from the checkpoint when somebody asks.
 *
 * @param checkpoint stays open as long as this is used
 */
public record ModuleChange(Checkpoint checkpoint, AdapterModule module) {

    /** True if the module adds something to the weight that can be written as a product of low rank: LoRA, LoHa, LoKr, AdaLoRA. */
    public boolean isLowRank() {
        return module.isComplete()
                && switch (module.algorithm()) {
                    case LORA, LOHA, LOKR, ADALORA -> true;
                    default -> false;
                };
    }

    /** True for a part of which the product that {@link #read} gives is made; AdaLoRA's diagonal lies between a pair of LoRA. */
    public boolean isFactor(Part part) {
        return isLowRank()
                && part.algorithm()
                        .filter(of -> of == module.algorithm() || of == Algorithm.LORA && module.algorithm() == Algorithm.ADALORA)
                        .isPresent();
    }

    /** True if the file keeps it as two factors and nothing more, of a layer or of an embedding. */
    public boolean isPair() {
        return module.isPair() || isEmbedding();
    }

    /** True for the factors of an embedding, whose change is the transposed product. */
    public boolean isEmbedding() {
        return module.isComplete() && module.part(Part.EMBEDDING_DOWN).isPresent() && !module.isPair();
    }

    /** The part that stands in the file as down, for {@link #isPair}. */
    public MappedTensor down() {
        return part(isEmbedding() ? Part.EMBEDDING_DOWN : Part.DOWN);
    }

    /** The part that stands in the file as up, for {@link #isPair}. */
    public MappedTensor up() {
        return part(isEmbedding() ? Part.EMBEDDING_UP : Part.UP);
    }

    /**
     * Reads the values; DoRA's magnitudes are no part of them.
     *
     * @throws LowRankException if shapes do not fit each other, or hold no numbers
     * @throws IllegalStateException unless {@link #isLowRank}
     */
    public LayerChange read() throws IOException {
        try {
            return switch (module.algorithm()) {
                case LORA -> pair();
                case ADALORA -> adaLora();
                case LOHA -> new HadamardChange(
                        product(Part.HADA_W1_A, Part.HADA_W1_B, Part.HADA_T1),
                        product(Part.HADA_W2_A, Part.HADA_W2_B, Part.HADA_T2),
                        module.scale());
                case LOKR -> new KroneckerChange(
                        factor(Part.LOKR_W1, Part.LOKR_W1_A, Part.LOKR_W1_B, Part.LOKR_T1),
                        factor(Part.LOKR_W2, Part.LOKR_W2_A, Part.LOKR_W2_B, Part.LOKR_T2),
                        module.scale());
                default -> throw new IllegalStateException(module.address() + " is " + module.algorithm());
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new LowRankException(Message.of("lowrank.sizes", module.address(), shapes()));
        }
    }

    /** The values of a part, without factors of scale rules: those are in the scale. */
    public TensorData data(Part part) {
        MappedTensor tensor = part(part);
        return new RecipeData(checkpoint, tensor.recipe().unscaled(), tensor.info());
    }

    private LowRankFactors pair() throws IOException {
        if (module.part(Part.MID).isPresent()) {
            return Tucker.pair(matrix(Part.UP), matrix(Part.MID), matrix(Part.DOWN), module.scale());
        }
        return isEmbedding()
                ? new LowRankTensors(module.address(), data(Part.EMBEDDING_UP), data(Part.EMBEDDING_DOWN), module.scale()).read()
                : new LowRankTensors(module.address(), data(Part.UP), data(Part.DOWN), module.scale()).read();
    }

    private LowRankFactors adaLora() throws IOException {
        Matrix diagonal = matrix(Part.LORA_E);
        Matrix down = matrix(Part.DOWN).timesRows(i -> diagonal.get(i, 0));
        return new LowRankFactors(matrix(Part.UP), down, module.scale());
    }

    /** Two factors with scale 1, or three of a convolution, of which the first lies the other way round. */
    private LowRankFactors product(Part first, Part second, Part middle) throws IOException {
        if (module.part(middle).isPresent()) {
            return Tucker.pair(matrix(first).transposed(), matrix(middle), matrix(second), 1);
        }
        return new LowRankFactors(matrix(first), matrix(second), 1);
    }

    /** A matrix, or a product where that is the smaller form. */
    private LayerChange factor(Part whole, Part first, Part second, Part middle) throws IOException {
        if (module.part(whole).isPresent()) {
            return new DenseChange(matrix(whole));
        }
        LowRankFactors product = product(first, second, middle);
        return product.rank() < Math.min(product.outputs(), product.inputs())
                ? product
                : new DenseChange(product.rows(0, product.outputs()));
    }

    private Matrix matrix(Part part) throws IOException {
        return Matrix.read(module.address(), data(part));
    }

    private MappedTensor part(Part part) {
        return module.part(part).orElseThrow(() -> new IllegalStateException(module.address() + " has no " + part));
    }

    private String shapes() {
        return module.tensors().stream().map(tensor -> tensor.info().shape().toString()).collect(Collectors.joining(" "));
    }
}
