package dev.patchbay.cli;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.MappedTensorData;
import dev.patchbay.message.Message;
import dev.patchbay.workspace.place.ModelPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command reads. None of it is ever written over, {@code --overwrite} or not: weights are mapped while the output is made. */
final class InputFiles {

    private final Set<Path> inputs = new LinkedHashSet<>();

    /** A file, or a folder with all that lies in it. */
    void add(@Nullable Path input) {
        if (input != null) {
            inputs.add(input);
        }
    }

    /** What {@code --base} names, if that is a path and no catalogue name. */
    void addBase(@Nullable String base, ModelPlaces places) throws IOException {
        try {
            add(base == null ? null : places.resolve(base));
        } catch (InvalidPathException catalogueName) {
            // Then it is no file either.
        }
    }

    /** A checkpoint with all its files: the shards lie beside their index, not in it. */
    void add(Checkpoint checkpoint) {
        add(checkpoint.path());
        checkpoint.tensors().values().forEach(tensor -> {
            if (tensor.data() instanceof MappedTensorData mapped) {
                add(mapped.file().path());
            }
        });
    }

    /** @throws IOException if something is there that is one of the inputs, by whatever link, or lies in an input folder */
    void refuse(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        Path real = target.toRealPath();
        for (Path input : inputs) {
            if (Files.exists(input) && (Files.isSameFile(input, target) || Files.isDirectory(input) && real.startsWith(input.toRealPath()))) {
                throw new IOException(Message.of("cli.outputIsInput", target).text());
            }
        }
    }
}
