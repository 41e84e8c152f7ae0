package dev.patchbay.ui.patch.heat;

import dev.patchbay.workspace.ValueReading;
import dev.patchbay.workspace.Workspace;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The background reading of the adapter's values: its progress, and how to stop and restart it. */
public final class ValuesModel {

    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<ValueReading> reading;

    public ValuesModel(Workspace workspace) {
        this.workspace = workspace;
        this.reading = new ReadOnlyObjectWrapper<>(this, "reading", workspace.valueReading());
        workspace.listenToReading(() -> reading.set(workspace.valueReading()));
    }

    public ReadOnlyObjectProperty<ValueReading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    public void stop() {
        workspace.stopValues();
    }

    /** Reads the values after a stop or a failure. */
    public void read() {
        workspace.readValues();
    }
}
