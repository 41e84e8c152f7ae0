package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.PlannedStage;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clip is the same whichever way its plan goes. */
@Tag("torch")
class RunPlanTest {

    @TempDir
    Path folder;

    private Reference reference;
    private Components parts;

    @BeforeEach
    void open() throws Exception {
        reference = new Reference("cogvideox-5b");
        parts = components(Optional.of(new KeptNumbers(folder.resolve("text"), 1 << 20)));
    }

    private Components components(Optional<KeptNumbers> texts) throws Exception {
        ModelFiles files = ModelFiles.folder(PipelineConfigJson.read(reference.folder()), Reference.opener());
        return new Components(files, Devices.choose(DeviceChoice.CPU), texts);
    }

    @AfterEach
    void close() throws Exception {
        parts.close();
        reference.close();
    }

    private static RunPlan plan(DType dtype, boolean together, boolean kept, boolean stays) {
        List<PlannedStage> stages = Stream.of(
                        StepListener.Stage.READING_PROMPT, StepListener.Stage.DENOISING, StepListener.Stage.DECODING)
                .map(stage -> new PlannedStage(stage, 1, kept ? 1 : 0, stays, 0, 1))
                .toList();
        return new RunPlan(new GenerationPlan("cpu", dtype, together, false, stages, 1, 1));
    }

    private Clip make(RunPlan plan, StepListener listener, Cancellation cancellation) throws Exception {
        return new GenerationRun(parts, plan, reference.request(SchedulerKind.DDIM), listener, cancellation).make();
    }

    private Clip make(RunPlan plan) throws Exception {
        return make(plan, StepListener.SILENT, Cancellation.NEVER);
    }

    private float[] expected() {
        return reference.floats("pipeline.ddim.frames");
    }

    @ParameterizedTest
    @CsvSource({"true, false, false", "false, true, true", "false, false, true"})
    void theClipIsTheSameWhicheverWayThePlanGoes(boolean together, boolean kept, boolean stays) throws Exception {
        Clip clip = make(plan(DType.F32, together, kept, stays));
        assertThat(Reference.error("frames", clip.frames(), expected())).isLessThan(1e-3);
        assertThat(parts.transformer().isLoaded()).isEqualTo(stays);
        assertThat(parts.vaeDecoder().isLoaded()).isEqualTo(stays);
    }

    @Test
    void embeddingsOfEarlierRunsNeedNoTextEncoder() throws Exception {
        Clip first = make(plan(DType.F32, true, true, true));
        assertThat(parts.textEncoder().isLoaded()).isTrue();
        parts.textEncoder().close();
        Clip second = make(plan(DType.F32, true, true, true));
        assertThat(second.frames()).isEqualTo(first.frames());
        assertThat(parts.textEncoder().isLoaded()).isFalse();
    }

    @Test
    void everyStepShowsACoarsePicture() throws Exception {
        List<CoarsePicture> pictures = new ArrayList<>();
        StepListener listener = new StepListener() {
            @Override
            public boolean wantsPictures() {
                return true;
            }

            @Override
            public void picture(CoarsePicture picture) {
                pictures.add(picture);
            }
        };
        Clip clip = make(plan(DType.F32, true, true, false), listener, Cancellation.NEVER);
        assertThat(Reference.error("frames", clip.frames(), expected())).isLessThan(1e-3);
        assertThat(pictures).hasSize(4);
        CoarsePicture last = pictures.getLast();
        assertThat(last.rgb()).hasSize(3 * 4 * 6 * 3);
        assertThat(List.of(last.frames(), last.height(), last.width())).containsExactly(3, 4, 6);
        assertThat(last.explained()).isLessThanOrEqualTo(1);
    }

    /** Loading is part of every phase here, since nothing stays. */
    @Test
    void aCancelStopsBeforeTheNextBlockInEveryPhaseAndNothingStays() throws Exception {
        RunPlan plan = plan(DType.F32, false, true, false);
        parts.close();
        parts = components(Optional.empty());
        int held = parts.manager().getManagedArrays().size();
        AtomicInteger all = new AtomicInteger();
        make(plan, StepListener.SILENT, () -> all.incrementAndGet() < 0);
        for (int at = 0; at < all.get(); at += 9) {
            AtomicInteger asked = new AtomicInteger();
            int last = at;
            Cancellation cancellation = () -> asked.getAndIncrement() >= last;
            assertThatThrownBy(() -> make(plan, StepListener.SILENT, cancellation)).isInstanceOf(CancellationException.class);
            assertThat(asked.get()).as("asked no more once it said yes").isEqualTo(at + 1);
            assertThat(parts.loadedBytes()).isZero();
            assertThat(parts.manager().getManagedArrays()).hasSize(held);
        }
    }
}
