package dev.patchbay.mapping;

import dev.patchbay.tensor.Shape;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which part of a factorised difference a name says a tensor is. */
enum PairHalf {
    /** {@code [r, in, …]}. */
    DOWN("lora_A|lora_down|lora\\.down|_lora\\.down|lora_linear_layer\\.down|matrix_A|lora_a|hada_w[12]_b|lokr_w1_b"),
    /** {@code [out, r, …]}. */
    UP("lora_B|lora_up|lora\\.up|_lora\\.up|lora_linear_layer\\.up|matrix_B|lora_b|hada_w[12]_a|lokr_w1_a"),
    /** One number for the pair. */
    ALPHA("alpha|lora_alpha"),
    /** Belongs to every row and every column: the inner factor of a Tucker product, the second one of a Kronecker product. */
    INNER("lora_mid|hada_t[12]|lokr_w2|lokr_w2_a|lokr_w2_b|lokr_t[12]"),
    /** The first factor of a Kronecker product: its rows are runs of rows of the product, its columns runs of columns. */
    OUTER("lokr_w1");

    private static final PairHalf[] ALL = values();

    private final Pattern suffix;

    PairHalf(String spellings) {
        // An adapter's name (.default), an index (matrix_A.0) and .weight may follow.
        this.suffix = Pattern.compile("(?:^|[._])(" + spellings + ")(?:\\.[A-Za-z0-9_]{1,64}){0,2}$");
    }

    /**
     * A name taken apart.
     *
     * @param module what stands before the part
     * @param plain true for the two matrices of a plain low-rank product, and its alpha
     */
    record Found(PairHalf half, String module, boolean plain) {}

    /** Empty for names that are no part of a factorised difference. */
    static Optional<Found> find(String name) {
        for (PairHalf half : ALL) {
            Matcher matcher = half.suffix.matcher(name);
            if (matcher.find()) {
                boolean plain = half.compareTo(ALPHA) <= 0 && !matcher.group(1).startsWith("hada") && !matcher.group(1).startsWith("lokr");
                return Optional.of(new Found(half, name.substring(0, matcher.start()), plain));
            }
        }
        return Optional.empty();
    }

    static Optional<PairHalf> of(String name) {
        return find(name).map(Found::half);
    }

    /** True if all pieces along {@code dimension} of the product have this part in common: rows of {@code up · down} are rows of up alone. */
    boolean isShared(int dimension, Shape shape) {
        return switch (this) {
            case DOWN -> dimension == 0 && shape.dimensions() >= 2;
            case UP -> dimension == 1 && shape.dimensions() >= 2;
            case ALPHA -> shape.equals(Shape.SCALAR) || shape.equals(Shape.of(1));
            case INNER -> true;
            case OUTER -> false;
        };
    }
}
