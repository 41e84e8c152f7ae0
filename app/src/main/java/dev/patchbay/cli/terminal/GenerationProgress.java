package dev.patchbay.cli.terminal;

import dev.patchbay.generation.StepListener;
import dev.patchbay.message.Message;
import java.time.Duration;

/** Shows stages and steps of a run on the progress line. */
public final class GenerationProgress implements StepListener {

    private final ProgressLine line;

    public GenerationProgress(ProgressLine line) {
        this.line = line;
    }

    @Override
    public void stage(Stage stage) {
        line.show(Message.of("cli.stage." + stage).text());
    }

    @Override
    public void step(int done, int total, Duration took) {
        long left = took.multipliedBy(total - done).toSeconds();
        line.show(Message.of("cli.stage.step", done, total, took.toMillis(), left).text());
    }
}
