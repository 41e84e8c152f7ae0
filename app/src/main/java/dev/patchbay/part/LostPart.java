package dev.patchbay.part;

import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;

/** What is lost where a program does not read a part, as people call it. Losing any of them changes what the adapter does. */
public enum LostPart {
    /** DoRA's magnitudes. */
    MAGNITUDE,
    /** A bias, or the difference of one. */
    BIAS,
    /** The whole difference of a layer's weight. */
    DIFFERENCE,
    /** The difference of a norm's weight. */
    NORM,
    /** The difference of a block's modulation. */
    MODULATION,
    /** A weight that takes the place of the base's. */
    WEIGHT,
    /** Any other part, told by its spelling. */
    OTHER;

    /** @param shape of the part: the weight of a norm is a vector */
    public static LostPart of(Part part, Shape shape) {
        return switch (part) {
            case MAGNITUDE -> MAGNITUDE;
            case UP_BIAS, DIFF_BIAS, NORM_BIAS -> BIAS;
            case DIFF -> shape.dimensions() < 2 ? NORM : DIFFERENCE;
            case NORM_WEIGHT -> NORM;
            case DIFF_MODULATION -> MODULATION;
            case SET_WEIGHT -> WEIGHT;
            default -> OTHER;
        };
    }

    /** "differences of norms (12, such as blocks.0.attn1.norm_q.diff)". */
    public Message message(int count, String example) {
        return Message.of("export.lost." + name(), count, example);
    }
}
