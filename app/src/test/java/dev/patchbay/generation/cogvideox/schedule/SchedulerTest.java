package dev.patchbay.generation.cogvideox.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.generation.torch.SchedulerStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchedulerTest {

    private static final SchedulerConfig CONFIG = new SchedulerConfig(1000, 0.00085, 0.012, true, 1, true);
    private static final NoiseSchedule SCHEDULE = new NoiseSchedule(CONFIG);

    @ParameterizedTest
    @EnumSource
    void allCoefficientsAreFiniteAtAnyNumberOfSteps(SchedulerKind kind) {
        for (int steps : new int[] {1, 2, 3, 7, 20, 50, 333, 1000}) {
            for (SchedulerStep step : Scheduler.of(kind, SCHEDULE).steps(steps)) {
                assertThat(List.of(step.current(), step.previous(), step.keep(), step.add(), step.noise()))
                        .as("%s with %d steps at %s", kind, steps, step.timestep())
                        .allMatch(Double::isFinite);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLastStepReturnsTheCleanPrediction(SchedulerKind kind) {
        SchedulerStep last = Scheduler.of(kind, SCHEDULE).steps(4).getLast();
        assertThat(last.keep()).isZero();
        assertThat(last.add()).isCloseTo(1, within(1e-15));
        assertThat(last.noise()).isZero();
        assertThat(last.secondOrder()).isFalse();
    }

    @Test
    void aDdimStepKeepsTheMarginalOfTheSchedule() {
        for (SchedulerStep step : new DdimScheduler(SCHEDULE).steps(10)) {
            // sample = √ᾱ x + √(1 − ᾱ) ε must become √ᾱ' x + √(1 − ᾱ') ε.
            double next = SCHEDULE.alphaCumprod((int) step.timestep() - 100);
            double clean = step.keep() * step.originalFromSample() + step.add();
            double noise = step.keep() * step.originalFromOutput();
            assertThat(clean).isCloseTo(Math.sqrt(next), within(1e-12));
            assertThat(noise).isCloseTo(Math.sqrt(1 - next), within(1e-12));
        }
    }

    @Test
    void aDpmStepDrawsTwiceOnceItLooksBack() {
        assertThat(new DpmScheduler(SCHEDULE).steps(4)).extracting(SchedulerStep::draws).containsExactly(1, 2, 2, 1);
        assertThat(new DdimScheduler(SCHEDULE).steps(4)).extracting(SchedulerStep::draws).containsOnly(0);
    }
}
