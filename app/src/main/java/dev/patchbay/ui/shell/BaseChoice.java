package dev.patchbay.ui.shell;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.BaseModels;
import dev.patchbay.checkpoint.CheckpointName;
import dev.patchbay.workspace.place.CheckpointPlace;
import java.io.IOException;
import java.nio.file.Path;

/** A base model as a person names it. */
public sealed interface BaseChoice {

    /** One that Patchbay knows without its weights. */
    record Catalogue(String name) implements BaseChoice {}

    /** A file or folder. */
    record FromPath(Path path) implements BaseChoice {

        @Override
        public String name() {
            return CheckpointName.of(path);
        }
    }

    /** One that a program on this machine keeps. */
    record Found(CheckpointPlace place) implements BaseChoice {

        @Override
        public String name() {
            return place.name();
        }
    }

    /** For people. */
    String name();

    default BaseModel load(BaseModels bases) throws IOException {
        return switch (this) {
            case Catalogue catalogue -> bases.resolve(catalogue.name());
            case FromPath opened -> bases.open(opened.path());
            case Found found -> bases.open(found.place().path());
        };
    }
}
