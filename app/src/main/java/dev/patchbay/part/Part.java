package dev.patchbay.part;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The role of a tensor in its adapter module. Shapes are those of a linear layer {@code [out, in]} with rank {@code r}. */
public enum Part {
    /** A, {@code [r, in]}; of a convolution {@code [r, in, k…]}, or {@code [r, in, 1…]} beside a {@link #MID}. */
    DOWN(Algorithm.LORA, Extent.COLUMNS),
    /** B, {@code [out, r]}; of a convolution {@code [out, r, 1…]}. */
    UP(Algorithm.LORA, Extent.ROWS),
    /** Middle factor of a convolution, {@code [r, r, k…]}. */
    MID(Algorithm.LORA, Extent.NONE),
    /** Bias of the up layer, {@code [out]}. */
    UP_BIAS(Algorithm.LORA),
    /** A of an embedding, {@code [r, n]} for {@code n} entries. */
    EMBEDDING_DOWN(Algorithm.LORA, Extent.TURNED_ROWS),
    /** B of an embedding, {@code [width, r]}. */
    EMBEDDING_UP(Algorithm.LORA, Extent.TURNED_COLUMNS),
    /** Numerator of the scale alpha / r, one number. */
    ALPHA(null, Extent.NONE),
    /** DoRA's magnitudes m, one for each row or each column of the weight. */
    MAGNITUDE(null, Extent.WEIGHT),
    /** {@code [out, r]}; {@code [r, out]} beside {@link #HADA_T1}. */
    HADA_W1_A(Algorithm.LOHA, Extent.ROWS),
    /** {@code [r, in]}. */
    HADA_W1_B(Algorithm.LOHA, Extent.COLUMNS),
    HADA_W2_A(Algorithm.LOHA, Extent.ROWS),
    HADA_W2_B(Algorithm.LOHA, Extent.COLUMNS),
    /** Middle factor of a convolution, {@code [r, r, k…]}. */
    HADA_T1(Algorithm.LOHA, Extent.NONE),
    HADA_T2(Algorithm.LOHA, Extent.NONE),
    /** Left Kronecker factor, {@code [out1, in1]}. */
    LOKR_W1(Algorithm.LOKR),
    /** {@code [out1, r]}. */
    LOKR_W1_A(Algorithm.LOKR, Extent.ROWS),
    /** {@code [r, in1]}. */
    LOKR_W1_B(Algorithm.LOKR, Extent.COLUMNS),
    /** Right Kronecker factor, {@code [out2, in2, k…]}. */
    LOKR_W2(Algorithm.LOKR, Extent.NONE),
    /** {@code [out2, r]}; {@code [r, out2]} beside {@link #LOKR_T2}. */
    LOKR_W2_A(Algorithm.LOKR, Extent.NONE),
    /** {@code [r, in2]}; of a convolution {@code [r, in2·k…]}. */
    LOKR_W2_B(Algorithm.LOKR, Extent.NONE),
    LOKR_T1(Algorithm.LOKR, Extent.NONE),
    LOKR_T2(Algorithm.LOKR, Extent.NONE),
    /** {@code [n, b, b]} for OFT, {@code [m, n, b, b]} for BOFT. */
    OFT_BLOCKS(Algorithm.OFT),
    /** PEFT's {@code [n, b(b-1)/2]}, or {@code [n, b, b]} of older files. */
    OFT_R(Algorithm.OFT),
    /** Factor of each row after the rotation, {@code [out, 1]}. */
    RESCALE(Algorithm.OFT),
    /** {@code [m, n, b, b]}. */
    BOFT_R(Algorithm.BOFT),
    /** {@code [out, 1]}. */
    BOFT_S(Algorithm.BOFT),
    /** The vector that is multiplied in, {@code [out]} or {@code [in]}. */
    IA3(Algorithm.IA3),
    /** Whether {@link #IA3} multiplies columns (1) or rows (0). */
    ON_INPUT(Algorithm.IA3),
    GLORA_A1(Algorithm.GLORA),
    GLORA_A2(Algorithm.GLORA),
    GLORA_B1(Algorithm.GLORA),
    GLORA_B2(Algorithm.GLORA),
    GLORA_BM(Algorithm.GLORA),
    /** {@code [out]}. */
    VERA_LAMBDA_B(Algorithm.VERA),
    /** {@code [r]}. */
    VERA_LAMBDA_D(Algorithm.VERA, Extent.NONE),
    /** The random {@code A} of all modules. */
    VERA_A(Algorithm.VERA, Extent.NONE),
    /** The random {@code B} of all modules. */
    VERA_B(Algorithm.VERA, Extent.NONE),
    /** The diagonal between B and A, {@code [r, 1]}. */
    LORA_E(Algorithm.ADALORA, Extent.NONE),
    /** How many entries of {@link #LORA_E} are in use, one number. */
    RANK_NUMBER(Algorithm.ADALORA, Extent.NONE),
    /** Difference of a weight, of its shape. */
    DIFF(Algorithm.FULL_DIFF),
    /** Difference of a bias. */
    DIFF_BIAS(Algorithm.FULL_DIFF),
    /** Difference of a block's modulation: what {@code blocks.0.modulation} is in Wan. It is a parameter of the block, not of a layer. */
    DIFF_MODULATION(Algorithm.FULL_DIFF),
    /** A weight that replaces the base's. */
    SET_WEIGHT(Algorithm.FULL_DIFF),
    /** The shape that the base's weight is padded to first. */
    RESHAPE_WEIGHT(Algorithm.FULL_DIFF),
    NORM_WEIGHT(Algorithm.NORM_DIFF),
    NORM_BIAS(Algorithm.NORM_DIFF);

    private final @Nullable Algorithm algorithm;
    private final Extent extent;

    Part(Algorithm algorithm) {
        this(algorithm, Extent.WEIGHT);
    }

    Part(@Nullable Algorithm algorithm, Extent extent) {
        this.algorithm = algorithm;
        this.extent = extent;
    }

    /** Which dimensions of the weight the part has, in PyTorch's layout. */
    public Extent extent() {
        return extent;
    }

    /** True for the two matrices of a plain low-rank product {@code up · down}, of a layer or of an embedding. */
    public boolean isHalf() {
        return this == DOWN || this == UP || this == EMBEDDING_DOWN || this == EMBEDDING_UP;
    }

    /** True for a part that no scale of its module multiplies: whole differences, norms, magnitudes. */
    public boolean isScaledAlone() {
        return this == MAGNITUDE || algorithm == Algorithm.FULL_DIFF || algorithm == Algorithm.NORM_DIFF;
    }

    /** True for a part that has no effect by itself: a factor of a product, a number that scales it, its bias. */
    public boolean isFactor() {
        return this == ALPHA || this == UP_BIAS || this == LOKR_W1 || extent != Extent.WEIGHT;
    }

    /** The algorithm that has this part; empty for parts that occur with any, alpha and magnitude. */
    public Optional<Algorithm> algorithm() {
        return Optional.ofNullable(algorithm);
    }

    /** True for a part that may occur beside those of another algorithm: alpha, magnitude, and differences of full rank. */
    public boolean goesWithOthers() {
        return algorithm == null || algorithm == Algorithm.FULL_DIFF;
    }
}
