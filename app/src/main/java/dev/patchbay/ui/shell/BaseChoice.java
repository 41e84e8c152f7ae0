package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.workspace.place.CheckpointPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A base model that can be chosen. */
public sealed interface BaseChoice {

    /** A catalogue model, whose names and shapes are known without its weights. */
    record Catalogue(String name) implements BaseChoice {}

    /** A file or folder. */
    record FromPath(Path path) implements BaseChoice {

        @Override
        public String name() {
            return CheckpointName.of(path);
        }
    }

    /** A checkpoint found in the folders of a program on this machine. */
    record Local(CheckpointPlace place) implements BaseChoice {

        @Override
        public String name() {
            return place.name();
        }
    }

    /** Name to display. */
    String name();

    /** Where it lies; empty for the catalogue. */
    default Optional<Path> onDisk() {
        return switch (this) {
            case Catalogue catalogue -> Optional.empty();
            case FromPath opened -> Optional.of(opened.path());
            case Local local -> Optional.of(local.place().path());
        };
    }

    default BaseModel load(BaseModels bases) throws IOException {
        return switch (this) {
            case Catalogue catalogue -> bases.resolve(catalogue.name());
            case FromPath opened -> bases.open(opened.path());
            case Local local -> bases.open(local.place().path());
        };
    }
}
