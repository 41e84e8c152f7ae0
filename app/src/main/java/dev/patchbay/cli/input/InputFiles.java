package dev.patchbay.cli.input;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.workspace.place.ModelPlaces;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a command reads and so never writes over, {@code --overwrite} or not. */
public final class InputFiles {

    private final SourceFiles inputs = new SourceFiles();

    /** A file, or a folder with all that lies in it. */
    public void add(@Nullable Path input) {
        if (input != null) {
            inputs.add(input);
        }
    }

    /** What {@code --base} names, if that is a path and no catalogue name. */
    public void addBase(@Nullable String base, ModelPlaces places) throws IOException {
        try {
            add(base == null ? null : places.resolve(base));
        } catch (InvalidPathException catalogueName) {
            // Then it is no file either.
        }
    }

    /** A checkpoint with all its files. */
    public void add(Checkpoint checkpoint) {
        inputs.add(checkpoint);
    }

    /** @throws IOException if something is there that is one of the inputs, by whatever link, or lies in an input folder */
    public void refuse(Path target) throws IOException {
        inputs.refuse(target);
    }
}
