package dev.patchbay.generation.wan.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.generation.torch.SchedulerStep;
import dev.patchbay.generation.wan.WanReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FlowSamplerTest {

    private static final FlowConfig CONFIG = new FlowConfig(1000, 3);

    /** Against diffusers' schedulers; both models differ in their shift. */
    @ParameterizedTest
    @CsvSource({"wan2.1-t2v-1.3b, 3", "wan2.2-ti2v-5b, 5"})
    void timestepsAndNoiseLevelsAreThoseOfDiffusers(String variant, double shift) throws Exception {
        FlowConfig config = CONFIG.shifted(shift);
        try (WanReference reference = new WanReference(variant)) {
            for (FlowSampler sampler : FlowSampler.values()) {
                for (int steps : new int[] {4, 30, 50}) {
                    String name = "scheduler." + sampler.id();
                    List<SchedulerStep> found = sampler.steps(config, steps);
                    float[] timesteps = reference.floats(name + ".timesteps_" + steps);
                    float[] sigmas = reference.floats(name + ".sigmas_" + steps);
                    assertThat(found).hasSameSizeAs(timesteps).hasSize(sigmas.length - 1);
                    for (int i = 0; i < steps; i++) {
                        SchedulerStep step = found.get(i);
                        assertThat(step.timestep()).as("%s %d at %d", name, steps, i).isCloseTo(timesteps[i], within(2e-4));
                        assertThat(step.originalFromOutput()).as("%s %d at %d", name, steps, i).isCloseTo(sigmas[i], within(2e-7));
                        assertThat(step.keep()).isCloseTo(sigmas[i + 1] / (double) sigmas[i], within(1e-6));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void allCoefficientsAreFiniteAtAnyNumberOfSteps(FlowSampler sampler) {
        for (int steps : new int[] {1, 2, 3, 7, 20, 50, 333, 1000}) {
            for (SchedulerStep step : sampler.steps(CONFIG, steps)) {
                SchedulerStep.Correction correction = step.correction().orElse(new SchedulerStep.Correction(0, 0, 0, 0));
                assertThat(List.of(
                                step.current(), step.previous(), step.keep(), step.add(), step.originalFromOutput(), correction.start(),
                                correction.current(), correction.before(), correction.earlier()))
                        .as("%s with %d steps at %s", sampler, steps, step.timestep())
                        .allMatch(Double::isFinite);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLastStepReturnsTheCleanPrediction(FlowSampler sampler) {
        SchedulerStep last = sampler.steps(CONFIG, 4).getLast();
        assertThat(last.keep()).isZero();
        assertThat(last.add()).isCloseTo(1, within(1e-15));
        assertThat(last.secondOrder()).isFalse();
    }

    /** A clean sample that every prediction agrees on stays what the noise level makes of it, corrected or not. */
    @Test
    void aModelThatKnowsTheCleanSampleIsLedThere() {
        double clean = 0.7;
        double noise = -1.3;
        List<SchedulerStep> steps = FlowSampler.UNIPC.steps(CONFIG, 20);
        for (int i = 1; i < steps.size(); i++) {
            double from = steps.get(i - 1).originalFromOutput();
            double to = steps.get(i).originalFromOutput();
            double sample = (1 - to) * clean + to * noise;
            SchedulerStep.Correction correction = steps.get(i).correction().orElseThrow();
            double start = (1 - from) * clean + from * noise;
            double corrected = correction.start() * start + (correction.current() + correction.before() + correction.earlier()) * clean;
            assertThat(corrected).isCloseTo(sample, within(1e-6));
        }
    }
}
