package dev.patchbay.ui.preview.setting;

import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Asks the engine after each change whether the model can carry out the settings; no weights are read for it. */
public final class SettingsCheck {

    private final VideoPipelines pipelines;
    private final LatestTask asking;
    private final PreviewSettings settings;
    private final PreviewModel model;
    private final ReadOnlyObjectWrapper<Optional<FieldProblem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());

    public SettingsCheck(VideoPipelines pipelines, TaskExecutor files, PreviewSettings settings, PreviewModel model) {
        this.pipelines = pipelines;
        this.asking = new LatestTask(files);
        this.settings = settings;
        this.model = model;
        settings.changesProperty().subscribe(count -> ask());
        model.infoProperty().subscribe(info -> ask());
    }

    private void ask() {
        Optional<ModelSource> known = model.source();
        if (known.isEmpty()) {
            asking.cancel();
            problem.set(Optional.empty());
            return;
        }
        ModelSource source = known.get();
        GenerationRequest request = settings.request();
        asking.run(
                (progress, cancellation) -> refusal(source, request),
                found -> problem.set(found),
                failed -> problem.set(Optional.empty()));
    }

    /** What else may go wrong, such as files that are gone, is told by the run. */
    private Optional<FieldProblem> refusal(ModelSource source, GenerationRequest request) throws IOException {
        try {
            pipelines.check(source, request);
            return Optional.empty();
        } catch (ExplainedException refused) {
            Message sentence = refused.explanation();
            return Optional.of(new FieldProblem(ClipField.of(sentence), sentence));
        }
    }

    /** Why the model cannot carry out the present settings, as of the last answer. */
    public ReadOnlyObjectProperty<Optional<FieldProblem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** True if the problem is about this field. */
    public boolean isAbout(ClipField field) {
        return problem.get().map(FieldProblem::fields).orElse(Set.of()).contains(field);
    }
}
