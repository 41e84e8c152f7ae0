package dev.patchbay.workspace.saved;

import dev.patchbay.basemodel.BaseModel;
import java.util.Optional;

/**
 * The base model of a workspace.
 *
 * @param name in the catalogue, or for display if it is a file
 * @param file empty for one of the catalogue
 */
public record SavedBase(String name, Optional<SavedFile> file) {

    static SavedBase of(BaseModel base) {
        return new SavedBase(base.name(), base.folder().map(SavedFile::of));
    }
}
