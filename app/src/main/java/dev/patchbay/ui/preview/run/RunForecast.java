package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What a run would take, asked of the engine before it is started. The model is loaded for it, which reads no weights, and stays for the
 * run. Of questions that come while one is answered, only the last is asked.
 */
public final class RunForecast {

    private final LatestTask asking;
    private final PipelineSlot slot;
    private final BaseClips known;
    private final ReadOnlyObjectWrapper<Optional<Forecast>> forecast = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Message>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());

    /** @param generation runs one task after the other, on the thread of the runs */
    public RunForecast(TaskExecutor generation, PipelineSlot slot, BaseClips known) {
        this.asking = new LatestTask(generation);
        this.slot = slot;
        this.known = known;
    }

    /**
     * The answer.
     *
     * @param plan of one clip
     * @param time of all clips of the run
     * @param smaller settings with which it fits, if it does not and there are some
     */
    public record Forecast(GenerationPlan plan, Duration time, Optional<GenerationRequest> smaller) {}

    /** Asks for a run; the answer comes later. */
    public void ask(RunOrder order) {
        asking.run(
                (progress, cancellation) -> {
                    cancellation.check();
                    return answer(order);
                },
                found -> {
                    forecast.set(Optional.of(found));
                    problem.set(Optional.empty());
                },
                failed -> {
                    forecast.set(Optional.empty());
                    problem.set(Optional.of(Texts.explain(failed)));
                });
    }

    /** Forgets the answer, where nothing can be asked. */
    public void forget() {
        asking.cancel();
        forecast.set(Optional.empty());
        problem.set(Optional.empty());
    }

    private Forecast answer(RunOrder order) throws IOException {
        VideoPipeline pipeline = slot.get(order.pipeline(), StepListener.SILENT);
        GenerationPlan plan = pipeline.plan(order.base());
        boolean makesBase = known.get(new BaseClips.ClipKey(order.pipeline(), order.base())).isEmpty();
        int clips = (makesBase ? 1 : 0) + Math.toIntExact(order.adapted());
        Duration time = Duration.ofMillis(Math.round(1000 * plan.seconds() * clips));
        return new Forecast(plan, time, plan.fits() ? Optional.empty() : smaller(pipeline, order.base()));
    }

    /** Fewer frames first, then a smaller picture: motion is lost sooner than what the picture shows. */
    private static Optional<GenerationRequest> smaller(VideoPipeline pipeline, GenerationRequest request) {
        List<Integer> lengths = Stream.of(25, 17, 9).filter(frames -> frames < request.frames()).toList();
        int height = request.height() / 32 * 16;
        int width = request.width() / 32 * 16;
        Stream<GenerationRequest> shorter = lengths.stream().map(frames -> sized(request, frames, request.height(), request.width()));
        Stream<GenerationRequest> half = Stream.concat(Stream.of(request.frames()), lengths.stream())
                .map(frames -> sized(request, frames, height, width));
        return Stream.concat(shorter, half).filter(one -> fits(pipeline, one)).findFirst();
    }

    private static boolean fits(VideoPipeline pipeline, GenerationRequest request) {
        try {
            return pipeline.plan(request).fits();
        } catch (IOException impossible) {
            return false;
        }
    }

    private static GenerationRequest sized(GenerationRequest request, int frames, int height, int width) {
        return new GenerationRequest(
                request.prompt(), request.negativePrompt(), request.seed(), request.steps(), frames, height, width, request.guidance(),
                request.dynamicGuidance(), request.scheduler(), request.adapters(), request.image(),
                request.flow());
    }

    /** The last answer; empty before the first, and where there is none. */
    public ReadOnlyObjectProperty<Optional<Forecast>> forecastProperty() {
        return forecast.getReadOnlyProperty();
    }

    /** Why there is no answer: the engine is missing, the model cannot be loaded. */
    public ReadOnlyObjectProperty<Optional<Message>> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
