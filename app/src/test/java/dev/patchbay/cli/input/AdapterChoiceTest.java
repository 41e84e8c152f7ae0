package dev.patchbay.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.generation.AppliedAdapter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AdapterChoiceTest {

    @ParameterizedTest
    @CsvSource({
        "lora.safetensors, lora.safetensors, 1",
        "lora.safetensors:0.8, lora.safetensors, 0.8",
        "lora.safetensors:-1, lora.safetensors, -1",
        "C:\\lora.pt, C:\\lora.pt, 1",
        "C:\\lora.pt:.5, C:\\lora.pt, 0.5",
        "run:3/lora.pt, run:3/lora.pt, 1"
    })
    void theStrengthIsWhatFollowsTheLastColon(String argument, String path, double strength) {
        AdapterChoice choice = new AdapterChoice();
        new CommandLine(new Holder(choice)).parseArgs("--adapter", argument);
        assertThat(choice.file()).isEqualTo(path);
        assertThat(choice.strength()).isEqualTo(strength);
    }

    @ParameterizedTest
    @CsvSource({"--adapter, BOTH", "--adapter-high, HIGH_NOISE", "--adapter-low, LOW_NOISE"})
    void theOptionSaysWhichExpertItIsFor(String option, AppliedAdapter.Expert expert) {
        AdapterChoice choice = new AdapterChoice();
        new CommandLine(new Holder(choice)).parseArgs(option, "lora.safetensors:0.5");
        assertThat(choice.expert()).isEqualTo(expert);
        assertThat(choice.strength()).isEqualTo(0.5);
    }

    @CommandLine.Command
    private static final class Holder {
        @CommandLine.Mixin
        private final AdapterChoice choice;

        Holder(AdapterChoice choice) {
            this.choice = choice;
        }
    }
}
