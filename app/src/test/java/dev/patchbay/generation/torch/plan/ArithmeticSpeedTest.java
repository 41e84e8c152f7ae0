package dev.patchbay.generation.torch.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.tensor.DType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code --dtype auto} goes by. */
@Tag("torch")
class ArithmeticSpeedTest {

    /** Narrow types lose accuracy, so they have to be worth it. */
    private static final double WORTHWHILE = 1.25;

    @Test
    void eachTypeIsTriedOnceAndTheFastestIsTaken() throws Exception {
        Device cpu = Devices.choose(DeviceChoice.CPU);
        DType chosen = ArithmeticSpeed.fastest(cpu);
        double speed = ArithmeticSpeed.of(cpu, chosen);
        for (DType type : new DType[] {DType.F32, DType.BF16, DType.F16}) {
            double other = ArithmeticSpeed.of(cpu, type);
            assertThat(ArithmeticSpeed.of(cpu, type)).as("measured once").isEqualTo(other);
            assertThat(other).isLessThanOrEqualTo(chosen == DType.F32 ? WORTHWHILE * speed : speed);
        }
        assertThat(ArithmeticSpeed.of(cpu, DType.F32)).as("every CPU has it").isPositive().isLessThanOrEqualTo(speed);
        assertThat(chosen == DType.F32 || speed > WORTHWHILE * ArithmeticSpeed.of(cpu, DType.F32)).isTrue();
        assertThat(ArithmeticSpeed.fastest(cpu)).isEqualTo(chosen);
    }
}
