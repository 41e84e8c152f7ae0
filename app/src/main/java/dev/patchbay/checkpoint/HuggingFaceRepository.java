package dev.patchbay.checkpoint;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model repository in the local Hugging Face cache: the folder {@code models--org--name} with {@code snapshots/<revision>/…}, whose
 * files are links into {@code blobs} (or copies, on systems without links), and {@code refs/main}, which contains the current revision.
 *
 * @see <a href="https://huggingface.co/docs/hub/local-cache">the layout</a>
 */
public record HuggingFaceRepository(Path folder) {

    public static final String PREFIX = "models--";

    static final String SNAPSHOTS = "snapshots";
    private static final String BLOBS = "blobs";
    private static final String REFS = "refs";
    private static final String MAIN = "main";
    private static final int LONGEST_REVISION = 200;

    /** The repository with this folder; empty if the folder is none. */
    public static Optional<HuggingFaceRepository> at(Path folder) {
        boolean repository = Files.isDirectory(folder.resolve(SNAPSHOTS))
                && (Files.isDirectory(folder.resolve(BLOBS)) || Files.isDirectory(folder.resolve(REFS)));
        return repository ? Optional.of(new HuggingFaceRepository(folder)) : Optional.empty();
    }

    /** The repository of which {@code path} is a snapshot, or a file in one. */
    public static Optional<HuggingFaceRepository> around(Path path) {
        for (Path above = path.getParent(); above != null && above.getParent() != null; above = above.getParent()) {
            if (above.endsWith(SNAPSHOTS)) {
                return at(above.getParent());
            }
        }
        return Optional.empty();
    }

    /** The name on the hub, {@code org/name}. */
    public String name() {
        String own = String.valueOf(folder.getFileName());
        return own.startsWith(PREFIX) ? own.substring(PREFIX.length()).replace("--", "/") : own;
    }

    /** The folder with the files of all snapshots. */
    public Path blobs() {
        return folder.resolve(BLOBS);
    }

    /**
     * The snapshot that {@code refs/main} names, or the only one.
     *
     * @throws CheckpointException if there is none, or several without {@code refs/main}
     */
    public Path snapshot() throws IOException {
        String revision = revision();
        boolean plainName = revision.matches("\\w[\\w.-]*");
        if (plainName && Files.isDirectory(folder.resolve(SNAPSHOTS).resolve(revision))) {
            return folder.resolve(SNAPSHOTS).resolve(revision);
        }
        List<Path> snapshots = snapshots();
        if (snapshots.size() == 1) {
            return snapshots.getFirst();
        }
        String key = snapshots.isEmpty() ? "checkpoint.huggingFace.noSnapshot" : "checkpoint.huggingFace.severalSnapshots";
        throw new CheckpointException(Message.of(key, folder));
    }

    private String revision() throws IOException {
        Path main = folder.resolve(REFS).resolve(MAIN);
        if (!Files.isRegularFile(main)) {
            return "";
        }
        try (InputStream in = RegularFiles.stream(main)) {
            return new String(in.readNBytes(LONGEST_REVISION), StandardCharsets.UTF_8).strip();
        }
    }

    /** At most two: whether there are more does not matter. */
    private List<Path> snapshots() throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve(SNAPSHOTS))) {
            return folders.filter(Files::isDirectory).limit(2).toList();
        }
    }
}
