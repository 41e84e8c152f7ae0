package dev.patchbay.soak;

import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.generation.worker.WorkerKills;
import dev.patchbay.ui.ChosenFiles;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.ThemedStage;
import dev.patchbay.ui.fx.FxTaskExecutor;
import dev.patchbay.ui.preview.PreviewView;
import dev.patchbay.ui.preview.PreviewViewModel;
import dev.patchbay.ui.theme.Appearance;
import dev.patchbay.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;

/**
 * The worker behind a standing window is killed by SIGKILL after a random number of its reports, or when its clip has just come: the
 * window stays, says a sentence or shows the clip, and its next run makes one.
 */
final class WindowKills {

    private static final int MOST_EVENTS = 10;

    private final long seed;
    private final Path folder;
    private final List<String> faults = new ArrayList<>();
    private int left;
    private int runs;

    WindowKills(long seed, Path folder) {
        this.seed = seed;
        this.folder = folder;
    }

    SoakResult run(Rounds rounds) throws Exception {
        FxToolkit.registerPrimaryStage();
        Random random = new Random(seed);
        PreviewViewModel preview = new PreviewViewModel(
                new Workspace(new FxTaskExecutor()), new VideoPipelines(List.of(WorkerKills.factory(folder))),
                FxTaskExecutor.oneByOne("generation"), new FxTaskExecutor(), Optional.empty(), Optional.empty());
        Stage stage = FxWait.get(() -> {
            Stage made = new Stage();
            ThemedStage.show(made, new PreviewView(preview, new ChosenFiles()), Appearance.LIGHT);
            preview.settings().promptProperty().set("a cat");
            preview.model().choose(Path.of("/models/some"));
            preview.statusProperty().subscribe(status -> {
                if (status.isPresent() && left-- == 0) {
                    kill();
                }
            });
            return made;
        });
        FxWait.until(() -> preview.model().infoProperty().get().isPresent());
        int sentences = 0;
        int kills = 0;
        for (; rounds.more(kills); kills++) {
            left = random.nextInt(MOST_EVENTS);
            sentences += made(preview) ? 0 : 1;
            if (left >= 0) {
                kill();
            }
            left = -1;
            if (!made(preview)) {
                faults.add("kill " + kills + ": the next run ended with " + preview.noticeProperty().get());
            }
            if (!FxWait.get(stage::isShowing)) {
                faults.add("kill " + kills + ": the window is gone");
            }
        }
        FxWait.get(() -> {
            preview.close();
            stage.close();
            return true;
        });
        String summary = "window-workers: %d SIGKILLs with the window standing, seed %d; %d runs ended with a sentence, %d had their clip";
        return new SoakResult(summary.formatted(kills, seed, sentences, kills - sentences), faults);
    }

    private static void kill() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    }

    /** One run with a seed of its own, so that no clip is known yet; true if it made one, false if it ended with a sentence. */
    private boolean made(PreviewViewModel preview) {
        Optional<?> before = FxWait.get(() -> {
            Optional<?> shown = preview.resultProperty().get();
            preview.settings().seedProperty().set(++runs);
            preview.run();
            return shown;
        });
        FxWait.until(() -> !preview.runningProperty().get());
        boolean made = FxWait.get(() -> preview.resultProperty().get() != before);
        if (made == FxWait.get(() -> preview.noticeProperty().get().isPresent())) {
            faults.add("a run ended with neither a clip nor a sentence, or with both");
        }
        return made;
    }
}
