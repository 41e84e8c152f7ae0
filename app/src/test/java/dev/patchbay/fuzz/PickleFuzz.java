package dev.patchbay.fuzz;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.pickle.PickleConstructors;
import dev.patchbay.checkpoint.pickle.PickleGlobal;
import dev.patchbay.checkpoint.pickle.PickleReader;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A pickle, in memory; {@link ArchiveFuzz} takes the same way to the tensors. */
public final class PickleFuzz {

    private static final Path NAME = Path.of("fuzz.pkl");

    private PickleFuzz() {}

    public static void fuzzerTestOneInput(byte[] pickle) {
        try {
            new PickleReader(NAME, MemorySegment.ofArray(pickle), ReadLimits.DEFAULT, new Inert()).read();
        } catch (CheckpointException e) {
            if (!e.getMessage().contains(NAME.toString())) {
                throw new AssertionError("the sentence names no file: " + e.getMessage(), e);
            }
        }
    }

    /** Knows no class; every id stands for itself. */
    private static final class Inert implements PickleConstructors {

        @Override
        public void named(PickleGlobal global) {}

        @Override
        public Optional<Object> call(PickleGlobal callable, List<Object> arguments) {
            return Optional.of(arguments);
        }

        @Override
        public Optional<Object> persistent(Object id) {
            return Optional.of(id);
        }
    }
}
