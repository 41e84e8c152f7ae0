package dev.patchbay.cli.input;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.files.SourceFiles;
import dev.patchbay.workspace.place.ModelPlaces;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that a command reads, which it must never overwrite, even with {@code --overwrite}. */
public final class InputFiles {

    private final SourceFiles inputs = new SourceFiles();

    /** Adds a file, or a folder with everything in it. */
    public void add(@Nullable Path input) {
        if (input != null) {
            inputs.add(input);
        }
    }

    /** Adds the argument of {@code --base} if it is a path and not a catalogue name. */
    public void addBase(@Nullable String base, ModelPlaces places) throws IOException {
        try {
            add(base == null ? null : places.resolve(base));
        } catch (InvalidPathException catalogueName) {
            // Not a valid path, so not a file either.
        }
    }

    /** Adds all files of a checkpoint. */
    public void add(Checkpoint checkpoint) {
        inputs.add(checkpoint);
    }

    /** @throws IOException if the target is one of the inputs, also through a link, or lies in an input folder */
    public void refuse(Path target) throws IOException {
        inputs.refuse(target);
    }
}
