package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A program that reads what kohya's and LyCORIS' tools write: {@code lora_down.weight}, an alpha tensor beside each module, many
 * algorithms.
 */
abstract class KohyaStyleLoader implements Loader {

    /** Adapter classes of ComfyUI's {@code comfy/weight_adapter}, and the differences that its {@code load_lora} adds itself. */
    private static final Set<Algorithm> ALGORITHMS = EnumSet.of(
            Algorithm.LORA,
            Algorithm.LOHA,
            Algorithm.LOKR,
            Algorithm.GLORA,
            Algorithm.OFT,
            Algorithm.BOFT,
            Algorithm.FULL_DIFF,
            Algorithm.NORM_DIFF);

    @Override
    public final boolean loads(Algorithm algorithm) {
        return ALGORITHMS.contains(algorithm);
    }

    @Override
    public final boolean takes(AdapterModule module) {
        return loads(module.algorithm()) && switch (module.algorithm()) {
            case LORA -> module.down().isPresent() && module.up().isPresent();
            case OFT, BOFT -> module.parts().containsKey(Part.OFT_BLOCKS);
            case FULL_DIFF -> module.parts().keySet().stream().anyMatch(part -> takes(module, part));
            default -> true;
        };
    }

    /** Both have classes of their own for CLIP, or keep transformers at 4. */
    @Override
    public final ClipNames clip(ClipNames wish) {
        return ClipNames.TRANSFORMERS_4;
    }

    @Override
    public final String tensor(String module, Part part) {
        return Dialect.KOHYA.name(module, part == Part.UP_BIAS ? Part.DIFF_BIAS : part);
    }

    /** {@code [out, 1]}: the shape tells the axis. */
    @Override
    public final Shape magnitude(Shape stored) {
        return stored.dimensions() == 1 ? Shape.of(stored.size(0), 1) : stored;
    }

    @Override
    public final ScaleWriting scale(ScaleChoice wish) {
        return ScaleWriting.ALPHA_TENSOR;
    }

    /** The alpha tensor divided by the rank, else 1; metadata and configurations are not read. */
    @Override
    public final OptionalDouble scale(AdapterModule module, Declarations declarations, Predicate<String> alphas) {
        return OptionalDouble.of(AlphaTensors.scale(module, alphas).orElse(1));
    }
}
