package dev.patchbay.ui.preview;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.workspace.AdapterDeltas;
import dev.patchbay.workspace.Analysis;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** An adapter that the preview can apply, with its strength. */
public final class AdapterRow {

    public static final double WEAKEST = -2;
    public static final double STRONGEST = 2;

    private final Checkpoint checkpoint;
    private final DoubleProperty strength = new SimpleDoubleProperty(1);
    private final BooleanProperty enabled = new SimpleBooleanProperty(true);
    private final ReadOnlyIntegerWrapper modules = new ReadOnlyIntegerWrapper(0);
    private final ReadOnlyIntegerWrapper fitting = new ReadOnlyIntegerWrapper(0);
    private Analysis analysis;

    AdapterRow(Analysis analysis) {
        this.checkpoint = analysis.state().checkpoint().orElseThrow();
        this.analysis = analysis;
        follow(analysis);
    }

    /** Takes over what changed rules or another base make of the same checkpoint. */
    void follow(Analysis newer) {
        analysis = newer;
        modules.set(newer.adapter().modules().size());
        fitting.set(AdapterDeltas.of(newer).size());
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
        return String.valueOf(checkpoint.path().getFileName());
    }

    /** Factor of the whole adapter, {@link #WEAKEST} to {@link #STRONGEST}; 0 is the base. */
    public DoubleProperty strengthProperty() {
        return strength;
    }

    public BooleanProperty enabledProperty() {
        return enabled;
    }

    /** Modules of the adapter, as the rules leave them. */
    public ReadOnlyIntegerProperty modulesProperty() {
        return modules.getReadOnlyProperty();
    }

    /** How many of them the base has, in the right shape: those a run applies. */
    public ReadOnlyIntegerProperty fittingProperty() {
        return fitting.getReadOnlyProperty();
    }

    /** True if a run with this row differs from one without. */
    boolean isActive() {
        return enabled.get() && fitting.get() > 0;
    }
}
