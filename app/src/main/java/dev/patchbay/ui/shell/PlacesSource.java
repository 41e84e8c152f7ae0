package dev.patchbay.ui.shell;

import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.place.FoundPlaces;

/** Where checkpoints to pick from come from: {@code places::find}. Called on a background thread. */
@FunctionalInterface
public interface PlacesSource {

    FoundPlaces find(Cancellation cancellation);
}
