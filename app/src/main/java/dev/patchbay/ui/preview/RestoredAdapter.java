package dev.patchbay.ui.preview;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.message.Message;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.saved.SavedAdapter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An adapter that a workspace file names beside that of the workspace.
 *
 * @param analysis empty if it could not be opened
 * @param problem why not
 */
record RestoredAdapter(SavedAdapter saved, Optional<Analysis> analysis, Optional<Message> problem) {

    /** Blocks: on a background thread. */
    static RestoredAdapter open(SavedAdapter saved, Optional<BaseModel> base, PreviewAdapters.Opening opening) {
        Optional<Path> file = saved.file().asPath();
        if (file.isEmpty()) {
            return new RestoredAdapter(saved, Optional.empty(), Optional.of(Message.of("workspace.file.missing", saved.file().path())));
        }
        try {
            return new RestoredAdapter(saved, Optional.of(opening.open(file.get(), base)), Optional.empty());
        } catch (IOException e) {
            return new RestoredAdapter(saved, Optional.empty(), Optional.of(Texts.explain(e)));
        }
    }
}
