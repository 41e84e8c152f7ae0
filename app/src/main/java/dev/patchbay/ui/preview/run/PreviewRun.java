package dev.patchbay.ui.preview.run;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.KeptClips;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.message.Message;
import dev.patchbay.task.BackgroundTask;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.ui.control.CoarseClip;
import dev.patchbay.video.ContactSheet;
import dev.patchbay.workspace.PlayedAdapter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run: the clip without adapters, unless it is known or kept on disk, then the one with them, from the same initial noise. Its state
 * can be read on any thread; progress reports only signal a change, since an executor may skip some.
 */
public final class PreviewRun implements BackgroundTask<PreviewResult> {

    private static final Message NEWS = Message.of("preview.news");

    private final RunOrder order;
    private final PipelineSlot slot;
    private final BaseClips known;
    private final Optional<KeptClips> kept;
    private volatile @Nullable RunStatus status;
    private volatile @Nullable Clip base;

    public PreviewRun(RunOrder order, PipelineSlot slot, BaseClips known, Optional<KeptClips> kept) {
        this.order = order;
        this.slot = slot;
        this.known = known;
        this.kept = kept;
    }

    public Optional<RunStatus> status() {
        return Optional.ofNullable(status);
    }

    /** The clip without adapters, once it is known. */
    public Optional<Clip> base() {
        return Optional.ofNullable(base);
    }

    /** The clip that is being made, as its latents show it; empty before its first step is finished. */
    public Optional<CoarseClip> coming() {
        RunStatus present = status;
        if (present == null) {
            return Optional.empty();
        }
        GenerationRequest request = order.base();
        return present.picture().map(picture ->
                new CoarseClip(picture, request.width(), request.height(), request.frames(), order.framesPerSecond()));
    }

    /** True if a clip with adapters follows the first one. */
    public boolean makesTwo() {
        return order.adapted() > 0;
    }

    @Override
    public PreviewResult run(Progress progress, Cancellation cancellation) throws IOException {
        List<Checkpoint.Use> files = order.adapters().stream()
                .flatMap(adapter -> adapter.analysis().state().checkpoint().stream())
                .map(Checkpoint::use)
                .toList();
        try {
            return make(progress, cancellation);
        } finally {
            files.forEach(Checkpoint.Use::close);
        }
    }

    private PreviewResult make(Progress progress, Cancellation cancellation) throws IOException {
        slot.check(order.pipeline(), order.base());
        BaseClips.ClipKey key = new BaseClips.ClipKey(order.pipeline(), order.base());
        Optional<Clip> present = known.get(key);
        int clips = (present.isPresent() ? 0 : 1) + Math.toIntExact(order.adapted());
        RunTracker tracker = new RunTracker(clips, order.base().steps(), news -> {
            status = news;
            progress.report(news.done(), news.steps(), NEWS);
        });
        Clip without = present.isPresent() ? present.get() : makeBase(key, tracker, cancellation);
        base = without;
        progress.report(order.base().steps(), order.base().steps(), NEWS);
        if (order.adapters().isEmpty()) {
            return new PreviewResult(order.base(), List.of(), without, Optional.empty(), List.of());
        }
        if (!order.sweep().isEmpty()) {
            return new PreviewResult(
                    order.base(), order.used(), makeGrid(without, clips, tracker, cancellation), Optional.empty(), order.sweep());
        }
        Clip with = order.changesBase() ? makeAdapted(clips, applied(Optional.empty()), tracker, cancellation) : without;
        return new PreviewResult(order.base(), order.used(), without, Optional.of(with), List.of());
    }

    private Clip makeBase(BaseClips.ClipKey key, RunTracker tracker, Cancellation cancellation) throws IOException {
        tracker.begin(1, false);
        Optional<String> onDisk = kept.isEmpty()
                ? Optional.empty()
                : slot.keptKey(order.pipeline(), order.base(), kept.get(), tracker);
        Optional<Clip> found = onDisk.flatMap(name -> kept.flatMap(clips -> clips.get(name)));
        cancellation.check();
        Clip made = found.isPresent()
                ? found.get()
                : generate(order.base(), tracker, cancellation);
        if (found.isEmpty()) {
            onDisk.ifPresent(name -> kept.ifPresent(clips -> clips.put(name, made)));
        }
        known.put(key, made);
        return made;
    }

    /** The clip without adapters, and one for each strength. */
    private Clip makeGrid(Clip without, int clips, RunTracker tracker, Cancellation cancellation) throws IOException {
        List<Clip> cells = new ArrayList<>(List.of(without));
        int number = clips - Math.toIntExact(order.adapted());
        for (double strength : order.sweep()) {
            if (strength == 0) {
                cells.add(without);
            } else {
                number++;
                cells.add(makeAdapted(number, applied(Optional.of(strength)), tracker, cancellation));
            }
        }
        return ContactSheet.of(cells);
    }

    private List<AppliedAdapter> applied(Optional<Double> strength) {
        return order.adapters().stream()
                .map(adapter -> new AppliedAdapter(
                        adapter.name(), PlayedAdapter.of(adapter.analysis()).shares(), strength.orElse(adapter.strength())))
                .toList();
    }

    private Clip makeAdapted(int number, List<AppliedAdapter> adapters, RunTracker tracker, Cancellation cancellation)
            throws IOException {
        cancellation.check();
        tracker.begin(number, true);
        return generate(order.base().with(adapters), tracker, cancellation);
    }

    private Clip generate(GenerationRequest request, RunTracker tracker, Cancellation cancellation) throws IOException {
        VideoPipeline pipeline = slot.get(order.pipeline(), tracker);
        tracker.expect(pipeline.plan(order.base()));
        return pipeline.generate(request, tracker, cancellation);
    }
}
