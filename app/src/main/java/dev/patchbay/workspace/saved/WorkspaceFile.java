package dev.patchbay.workspace.saved;

import dev.patchbay.files.WholeOutput;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** A workspace on disk: {@code name.patchbay}. */
public final class WorkspaceFile {

    /** End of the names of workspace files. */
    public static final String SUFFIX = ".patchbay";

    private WorkspaceFile() {}

    /** True for a name that ends like those of workspace files. */
    public static boolean isNamedSo(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    /** The file with the suffix, if its name has none of its own. */
    public static Path withSuffix(Path file) {
        return String.valueOf(file.getFileName()).contains(".") ? file : file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /**
     * Reads a workspace; the files it names are not opened.
     *
     * @throws WorkspaceFileException if it is none, or of a later version
     */
    public static SavedWorkspace read(Path file) throws IOException {
        if (RegularFiles.size(file) > WorkspaceCodec.LARGEST) {
            throw new WorkspaceFileException(Message.of("workspace.file.large", file, WorkspaceCodec.LARGEST));
        }
        try {
            return WorkspaceCodec.read(RegularFiles.text(file));
        } catch (CharacterCodingException e) {
            throw new WorkspaceFileException(Message.of("workspace.file.in", file, Message.of("workspace.file.other")), e);
        } catch (WorkspaceFileException e) {
            throw new WorkspaceFileException(Message.of("workspace.file.in", file, e.explanation()), e);
        }
    }

    /** Writes a workspace, whole or not at all; one of that name is replaced. */
    public static void write(SavedWorkspace workspace, Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        byte[] json = WorkspaceCodec.write(workspace.from(folder)).getBytes(StandardCharsets.UTF_8);
        WholeOutput.file(file, true).write(json.length, draft -> draft.write("", json), WorkspaceFile::read);
    }
}
