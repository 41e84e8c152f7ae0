package dev.patchbay.generation.wan.transformer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Times of tokens as spans of neighbours that have the same: what a time does is computed once for each span, and not once for each of
 * tens of thousands of tokens.
 *
 * @param times of the spans, training timesteps
 * @param starts where each begins among the tokens of all prompts of a batch, one after the other
 */
record TimeSpans(float[] times, long[] starts) {

    /**
     * @param times one for each prompt, or one for each token of each prompt
     * @param rows tokens of all prompts
     */
    static TimeSpans of(float[] times, int rows) {
        if (times.length == 0 || rows % times.length != 0) {
            throw new IllegalArgumentException(times.length + " times for " + rows + " tokens");
        }
        long each = rows / times.length;
        int[] first = IntStream.range(0, times.length).filter(i -> i == 0 || times[i] != times[i - 1]).toArray();
        float[] different = new float[first.length];
        for (int i = 0; i < first.length; i++) {
            different[i] = times[first[i]];
        }
        return new TimeSpans(different, Arrays.stream(first).mapToLong(index -> index * each).toArray());
    }
}
