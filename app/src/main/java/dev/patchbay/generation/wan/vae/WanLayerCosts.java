package dev.patchbay.generation.wan.vae;

import dev.patchbay.generation.torch.vae.LayerCost;
import dev.patchbay.generation.torch.vae.LayerSize;
import java.util.ArrayList;
import java.util.List;

/** What the {@link WanLayers} cost, given the sizes of their inputs. */
final class WanLayerCosts {

    /** An attention's input, queries, keys, values, result, and what a part of the queries makes on the way to it. */
    private static final int ATTENTION = 8;

    /** Multiplications of an attention's queries, keys, values and projection, for each value and channel. */
    private static final int PROJECTIONS = 4;

    /** Frames that the convolution over time before a halving keeps, and after a doubling. */
    private static final int HALVING = 1;

    private static final int DOUBLING = 2;

    /** Length of these convolutions in frames. */
    private static final int IN_TIME = 3;

    LayerSize larger(LayerSize size, boolean inTime) {
        return new LayerSize(inTime ? 2 * size.frames() : size.frames(), 2 * size.rows(), 2 * size.columns(), size.gpu());
    }

    LayerSize smaller(LayerSize size, boolean inTime) {
        return new LayerSize(inTime ? size.frames() / 2 : size.frames(), size.rows() / 2, size.columns() / 2, size.gpu());
    }

    List<LayerCost> resnets(LayerSize size, int in, int out, int count) {
        List<LayerCost> made = new ArrayList<>(List.of(size.residual(in, out)));
        for (int i = 1; i < count; i++) {
            made.add(size.residual(out, out));
        }
        return made;
    }

    List<LayerCost> middle(LayerSize size, int width) {
        double values = size.values(width);
        double pixels = (double) size.rows() * size.columns();
        double operations = 2 * values * (PROJECTIONS * width + 2 * pixels);
        return List.of(size.residual(width, width), new LayerCost(ATTENTION * values, 0, operations), size.residual(width, width));
    }

    /** @param inTime whether the frames are doubled */
    LayerCost upsampling(LayerSize size, LayerSize larger, int in, int out, boolean inTime) {
        LayerCost made = larger.upsampling(in, out, size.values(in));
        if (!inTime) {
            return made;
        }
        double kept = DOUBLING * size.values(in) / size.frames();
        return new LayerCost(made.most(), kept, made.operations() + 2.0 * IN_TIME * 2 * size.values(in) * in);
    }

    /** @param inTime whether the frames are halved, of a clip's first frame kept only */
    LayerCost downsampling(LayerSize size, LayerSize smaller, int width, boolean inTime) {
        LayerCost made = size.downsampling(width, false);
        if (!inTime) {
            return made;
        }
        double kept = HALVING * smaller.values(width) / smaller.frames();
        return new LayerCost(made.most(), kept, made.operations() + 2.0 * IN_TIME * smaller.values(width) * width);
    }

    /** The layers of a block while so many elements wait beside all but the first of them, of which they are the input. */
    List<LayerCost> beside(List<LayerCost> inner, double past) {
        List<LayerCost> made = new ArrayList<>(List.of(inner.getFirst()));
        for (LayerCost layer : inner.subList(1, inner.size())) {
            made.add(new LayerCost(layer.most() + past, layer.kept(), layer.operations()));
        }
        return made;
    }
}
