package dev.patchbay.generation.cogvideox.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.generation.cogvideox.PipelineConfigJson;
import dev.patchbay.generation.cogvideox.Reference;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseScheduleTest {

    private static NoiseSchedule schedule(Reference reference) throws Exception {
        return new NoiseSchedule(PipelineConfigJson.read(reference.folder()).noise());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cogvideox-5b", "cogvideox-2b"})
    void alphasAreThoseOfDiffusers(String variant) throws Exception {
        try (Reference reference = new Reference(variant)) {
            float[] expected = reference.floats("scheduler.alphas_cumprod");
            NoiseSchedule schedule = schedule(reference);
            for (int i = 0; i < expected.length; i++) {
                assertThat((float) schedule.alphaCumprod(i)).as("timestep %d", i).isCloseTo(expected[i], within(1e-7f));
            }
            assertThat(schedule.alphaCumprod(999)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 50})
    void timestepsAreThoseOfDiffusers(int steps) throws Exception {
        try (Reference reference = new Reference("cogvideox-5b")) {
            long[] expected = reference.longs("scheduler.timesteps_" + steps);
            assertThat(Arrays.stream(schedule(reference).timesteps(steps)).asLongStream().toArray()).isEqualTo(expected);
        }
    }

    @Test
    void everyNumberOfStepsVisitsTheTimestepsNumpyGives() throws Exception {
        try (Reference reference = new Reference("cogvideox-5b")) {
            NoiseSchedule schedule = schedule(reference);
            long sum = 0;
            for (int steps = 1; steps <= 1000; steps++) {
                int[] timesteps = schedule.timesteps(steps);
                assertThat(timesteps).as("%d steps", steps).hasSize(steps);
                assertThat(timesteps[0]).isEqualTo(999);
                assertThat(timesteps[steps - 1]).as("last of %d steps", steps).isNotNegative();
                sum += Arrays.stream(timesteps).sum();
            }
            // sum of (numpy.round(numpy.arange(1000, 0, -1000 / n)) - 1)[:n] over n = 1..1000
            assertThat(sum).isEqualTo(250_249_508L);
        }
    }
}
