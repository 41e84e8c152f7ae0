package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.index.ArchitectureIndex;
import dev.patchbay.basemodel.index.ArchitectureIndexCodec;
import dev.patchbay.basemodel.index.ArchitectureIndexer;
import dev.patchbay.resource.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The modules of all built-in architectures by kind of name. The build writes them to a file beside the catalogue; where it is missing, as
 * in a compiled but not packaged program, they are read from the dictionaries, which takes about a second.
 */
final class KnownKinds {

    static final String FILE = "kinds.bin";

    private KnownKinds() {}

    /** Made on first use. */
    private static final class Held {

        private static final ArchitectureIndex INDEX =
                Resources.bytes(ModelCatalog.class, FILE).map(ArchitectureIndexCodec::read).orElseGet(KnownKinds::make);
        private static final Map<String, Integer> POSITIONS = IntStream.range(0, INDEX.architectures().size())
                .boxed()
                .collect(Collectors.toMap(i -> INDEX.architectures().get(i).name(), i -> i));
    }

    static ArchitectureIndex index() {
        return Held.INDEX;
    }

    /** Positions of the architectures in the index, by name. */
    static Map<String, Integer> positions() {
        return Held.POSITIONS;
    }

    /** Position of an architecture of the catalogue in the index. */
    static int position(String architecture) {
        return Objects.requireNonNull(positions().get(architecture), architecture);
    }

    static ArchitectureIndex make() {
        return ArchitectureIndexer.index(ModelCatalog.architectures());
    }

    /**
     * Writes the file; the build calls it with the folder of the compiled classes.
     *
     * @throws IOException if it cannot be written
     */
    static void main(String[] folder) throws IOException {
        Path file = Path.of(folder[0]).resolve(KnownKinds.class.getPackageName().replace('.', '/')).resolve(FILE);
        Files.write(file, ArchitectureIndexCodec.write(make()));
    }
}
