package dev.patchbay.examination;

import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.StepCount;
import dev.patchbay.tensor.HeatMap;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorHistogram;
import dev.patchbay.tensor.TensorStatistics;
import java.io.IOException;

/**
 * What the values of one tensor are like.
 *
 * @param histogram finite values in {@link #BINS} bins
 */
public record TensorValues(TensorStatistics statistics, TensorHistogram histogram, HeatMap map) {

    public static final int BINS = 60;

    /** How many steps {@link #of} reports. */
    static final int STEPS = 3;

    /** Reads the tensor from beginning to end twice, and parts of it once more. */
    static TensorValues of(TensorData data, StepCount steps, Cancellation cancellation) throws IOException {
        steps.next(Message.of("examination.statistics"));
        TensorStatistics statistics = TensorStatistics.of(data, cancellation::isCancelled);
        steps.next(Message.of("examination.histogram"));
        TensorHistogram histogram = TensorHistogram.of(data, statistics, BINS, cancellation::isCancelled);
        steps.next(Message.of("examination.map"));
        return new TensorValues(statistics, histogram, HeatMap.of(data, cancellation::isCancelled));
    }
}
