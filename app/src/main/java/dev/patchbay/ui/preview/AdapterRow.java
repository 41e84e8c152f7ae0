package dev.patchbay.ui.preview;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.message.PlainText;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.PlayedAdapter;
import dev.patchbay.workspace.saved.SavedAdapter;
import dev.patchbay.workspace.saved.SavedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** An adapter that the preview can apply, with its strength. */
public final class AdapterRow {

    public static final double WEAKEST = -2;
    public static final double STRONGEST = 2;

    private Checkpoint checkpoint;
    /** Keeps the file of an added row mapped; that of the workspace's row is the workspace's. */
    private Optional<Checkpoint.Use> use;
    private final boolean added;
    private final DoubleProperty strength = new SimpleDoubleProperty(1);
    private final BooleanProperty enabled = new SimpleBooleanProperty(true);
    private final ReadOnlyIntegerWrapper modules = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyIntegerWrapper fitting = new ReadOnlyIntegerWrapper(0);
    private final ObservableList<Message> notPlayed = FXCollections.observableArrayList();
    private final ObservableList<Message> shownNotPlayed = FXCollections.unmodifiableObservableList(notPlayed);
    private Analysis analysis;

    AdapterRow(Analysis analysis) {
        this(analysis, false);
    }

    private AdapterRow(Analysis analysis, boolean added) {
        this.checkpoint = analysis.state().checkpoint().orElseThrow();
        this.analysis = analysis;
        this.added = added;
        this.use = Optional.of(checkpoint).filter(file -> added).map(Checkpoint::use);
        follow(analysis);
    }

    /** A row beside that of the workspace; its file belongs to it. */
    static AdapterRow added(Analysis analysis) {
        return new AdapterRow(analysis, true);
    }

    /** True for a row that a person added in this place. */
    public boolean isAdded() {
        return added;
    }

    Path path() {
        return checkpoint.path();
    }

    /** Takes the same file as it was opened for another base. */
    void exchange(Analysis newer) {
        leave();
        checkpoint = newer.state().checkpoint().orElseThrow();
        use = Optional.of(checkpoint.use());
        follow(newer);
    }

    /** Gives the file of an added row back; runs that still need it open it again. */
    void leave() {
        use.ifPresent(Checkpoint.Use::close);
    }

    /** What a workspace file keeps of this row. */
    SavedAdapter saved() {
        return new SavedAdapter(SavedFile.of(path()), strength.get(), enabled.get());
    }

    /** Takes over what a workspace file says. */
    void take(SavedAdapter saved) {
        strength.set(Math.clamp(saved.strength(), WEAKEST, STRONGEST));
        enabled.set(saved.on());
    }

    /** Replaces the analysis of the same checkpoint after rules or base changed. */
    void follow(Analysis newer) {
        analysis = newer;
        modules.set(newer.adapter().modules().size());
        PlayedAdapter played = PlayedAdapter.of(newer);
        fitting.set(played.modules());
        notPlayed.setAll(played.warnings());
    }

    boolean isOf(Checkpoint other) {
        return checkpoint == other;
    }

    /** The analysis whose modules a run applies. */
    Analysis analysis() {
        return analysis;
    }

    /** The file's or folder's name. */
    public String name() {
        return PlainText.inLine(String.valueOf(checkpoint.path().getFileName()));
    }

    /** Multiplier of the whole adapter, {@link #WEAKEST} to {@link #STRONGEST}; 0 gives the base. */
    public DoubleProperty strengthProperty() {
        return strength;
    }

    public BooleanProperty enabledProperty() {
        return enabled;
    }

    /** Number of modules of the adapter after the rules. */
    public ReadOnlyIntegerProperty modulesProperty() {
        return modules.getReadOnlyProperty();
    }

    /** What of the adapter a run does not play, and why. */
    public ObservableList<Message> notPlayed() {
        return shownNotPlayed;
    }

    /** Number of modules that the base has with a matching shape: those that a run applies. */
    public ReadOnlyIntegerProperty fittingProperty() {
        return fitting.getReadOnlyProperty();
    }

    /** True for a file with layers of a model and without any part of an adapter. */
    boolean isModel() {
        List<MappedTensor> tensors = analysis.mapping().tensors();
        return modules.get() == 0
                && tensors.stream().map(MappedTensor::name).map(LeftoverKind::of).noneMatch(LeftoverKind::isAdapterPart)
                && tensors.stream().filter(tensor -> tensor.info().shape().dimensions() >= 2).count() > 1;
    }

    /** True if a run with this adapter gives another clip than one without. */
    boolean isActive() {
        return enabled.get() && fitting.get() > 0;
    }
}
