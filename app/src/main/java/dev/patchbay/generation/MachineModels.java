package dev.patchbay.generation;

import java.nio.file.Path;
import java.util.List;

/**
 * What the machine that makes clips holds, found by names and places alone; nothing is opened for it.
 *
 * @param models pipelines and denoisers
 * @param components text encoders and autoencoders, of which models of single files are put together
 */
public record MachineModels(List<Held> models, List<Held> components) {

    /** A machine on which nothing was found. */
    public static final MachineModels NONE = new MachineModels(List.of(), List.of());

    public MachineModels {
        models = List.copyOf(models);
        components = List.copyOf(components);
    }

    /**
     * A file or folder there.
     *
     * @param name as its program shows it
     * @param path on that machine
     */
    public record Held(String name, Path path) {}
}
