package dev.patchbay.cli.terminal;

import dev.patchbay.generation.StepListener;
import dev.patchbay.message.Message;
import java.time.Duration;

/** Shows stages and steps of a run on the progress line. */
public final class GenerationProgress implements StepListener {

    private final ProgressLine line;
    private final double decodingSteps;

    /** @param decodingSteps how many steps' time decoding takes */
    public GenerationProgress(ProgressLine line, double decodingSteps) {
        this.line = line;
        this.decodingSteps = decodingSteps;
    }

    @Override
    public void stage(Stage stage) {
        line.show(Message.of("cli.stage." + stage).text());
    }

    @Override
    public void step(int done, int total, Duration took) {
        long left = Math.round((total - done + decodingSteps) * took.toMillis() / 1000);
        line.show(Message.of("cli.stage.step", done, total, took.toMillis(), left).text());
    }
}
