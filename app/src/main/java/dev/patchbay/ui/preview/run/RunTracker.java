package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.StepListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Accumulates the events of a pipeline into a {@link RunStatus}; used on the generation thread. */
final class RunTracker implements StepListener {

    private final int clips;
    private final int steps;
    private final Consumer<RunStatus> publish;
    private int clip = 1;
    private boolean withAdapter;
    private Stage stage = Stage.LOADING;
    private int done;
    private Optional<CoarsePicture> picture = Optional.empty();
    private double decodingSteps;
    private int measured;
    private Duration spent = Duration.ZERO;

    RunTracker(int clips, int steps, Consumer<RunStatus> publish) {
        this.clips = clips;
        this.steps = steps;
        this.publish = publish;
    }

    /** Called when clip number {@code number} (from 1) begins. */
    void begin(int number, boolean adapted) {
        clip = number;
        withAdapter = adapted;
        done = 0;
        picture = Optional.empty();
    }

    /** @param plan of the clip that begins */
    void expect(GenerationPlan plan) {
        decodingSteps = plan.decodingSteps(steps);
    }

    @Override
    public boolean wantsPictures() {
        return true;
    }

    @Override
    public void picture(CoarsePicture shown) {
        picture = Optional.of(shown);
        tell();
    }

    @Override
    public void stage(Stage begun) {
        stage = begun;
        tell();
    }

    @Override
    public void step(int finished, int total, Duration took) {
        done = finished;
        measured++;
        spent = spent.plus(took);
        tell();
    }

    private void tell() {
        Optional<Duration> perStep = measured == 0 ? Optional.empty() : Optional.of(spent.dividedBy(measured));
        publish.accept(new RunStatus(clip, clips, withAdapter, stage, done, steps, perStep, decodingSteps, picture));
    }
}
