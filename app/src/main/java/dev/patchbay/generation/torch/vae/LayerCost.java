package dev.patchbay.generation.torch.vae;

import java.util.List;

/**
 * What one layer of the autoencoder costs, or all layers of a half together.
 *
 * @param most elements of the tensors that are alive together where most are
 * @param kept of these for the next batch of frames
 * @param operations floating-point operations, a product and its sum counted as two
 */
public record LayerCost(double most, double kept, double operations) {

    /**
     * The cost of a clip, whose batches of frames go through all layers one after the other.
     *
     * @param first layers in the order in which they are computed, for the first batch
     * @param later the same for each of the others
     * @param batches of the clip
     */
    public static LayerCost together(List<LayerCost> first, List<LayerCost> later, int batches) {
        double operations = operations(first) + (batches - 1) * operations(later);
        if (batches == 1) {
            return new LayerCost(first.stream().mapToDouble(LayerCost::most).max().orElse(0), 0, operations);
        }
        double kept = 0;
        double unused = first.stream().mapToDouble(LayerCost::kept).sum();
        double steady = later.stream().mapToDouble(LayerCost::kept).sum();
        double most = 0;
        for (int i = 0; i < first.size(); i++) {
            kept += first.get(i).kept();
            most = Math.max(most, first.get(i).most() + kept);
            // The last batch gives back what it has used.
            most = Math.max(most, later.get(i).most() + (batches > 2 ? steady : unused));
            unused -= first.get(i).kept();
        }
        return new LayerCost(most, steady, operations);
    }

    private static double operations(List<LayerCost> layers) {
        return layers.stream().mapToDouble(LayerCost::operations).sum();
    }
}
