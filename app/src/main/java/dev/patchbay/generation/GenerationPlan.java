package dev.patchbay.generation;

import dev.patchbay.tensor.DType;
import java.util.List;

/**
 * What a run will take, and how it uses the device; made before any weights are loaded.
 *
 * @param device {@code cpu}, {@code cuda:0}, {@code mps}
 * @param dtype element type of the arithmetic: F32, F16 or BF16
 * @param together whether prompt and negative prompt go through the transformer in one batch
 * @param tiled whether frames are decoded tile by tile
 * @param stages in order
 * @param available bytes that the run may take on the device
 * @param clip bytes of the finished clip in main memory
 */
public record GenerationPlan(
        String device, DType dtype, boolean together, boolean tiled, List<PlannedStage> stages, long available, long clip) {

    public GenerationPlan {
        stages = List.copyOf(stages);
    }

    /** Most bytes on the device at a time: those of the largest stage, and what other stages leave there. */
    public long peakBytes() {
        long peak = 0;
        for (PlannedStage stage : stages) {
            long others = stages.stream().filter(other -> other != stage && other.stays()).mapToLong(PlannedStage::kept).sum();
            peak = Math.max(peak, stage.bytes() + others);
        }
        return peak;
    }

    /** Estimated time of the run. */
    public double seconds() {
        return stages.stream().mapToDouble(PlannedStage::seconds).sum();
    }

    /** How many denoising steps' time decoding takes. @param steps of the run */
    public double decodingSteps(int steps) {
        double step = seconds(StepListener.Stage.DENOISING) / Math.max(1, steps);
        return step > 0 ? seconds(StepListener.Stage.DECODING) / step : 0;
    }

    private double seconds(StepListener.Stage stage) {
        return stages.stream().filter(one -> one.stage() == stage).mapToDouble(PlannedStage::seconds).sum();
    }

    /** False if the run will not fit, so that it should not be started. */
    public boolean fits() {
        return peakBytes() <= available;
    }
}
