package dev.patchbay.workspace;

import dev.patchbay.files.WholeOutput;
import dev.patchbay.files.reading.RegularFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The small trained model and the broken LoRA shipped with Patchbay. Weights are memory-mapped, so the demo is unpacked to files once.
 */
public final class Demo {

    private static final String RESOURCES = "/dev/patchbay/demo/";
    private static final String PROMPT = "a white circle moving right on a navy background";
    private static final long SEED = 3;

    private final Path folder;

    /** @param cache folder for files that can be recreated; the demo takes about 17 MB of it */
    public Demo(Path cache) {
        this.folder = cache.resolve("demo");
    }

    /**
     * Unpacks files that are missing or not those of this version. Each file is written atomically, so two processes may do this at once.
     *
     * @throws IOException if the folder cannot be written
     */
    public DemoFiles unpack() throws IOException {
        for (String file : list()) {
            unpack(file);
        }
        return new DemoFiles(
                folder.resolve("pipeline"), folder.resolve("trail-sat"), folder.resolve("outline-peft"), PROMPT, SEED);
    }

    private List<String> list() throws IOException {
        try (InputStream index = resource("files.txt")) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private void unpack(String file) throws IOException {
        Path target = folder.resolve(file);
        byte[] content;
        try (InputStream in = resource(file)) {
            content = in.readAllBytes();
        }
        if (holds(target, content)) {
            return;
        }
        Files.createDirectories(target.getParent());
        WholeOutput.shared(target).write(content.length, draft -> draft.write("", content), written -> written);
    }

    /** Compares the bytes: an earlier version's file has the same size, and its weights beside the new ones make noise. */
    private static boolean holds(Path target, byte[] content) throws IOException {
        return Files.isRegularFile(target)
                && Files.size(target) == content.length
                && Arrays.equals(RegularFiles.bytes(target), content);
    }

    private static InputStream resource(String file) throws IOException {
        InputStream in = Demo.class.getResourceAsStream(RESOURCES + file);
        if (in == null) {
            throw new FileNotFoundException(RESOURCES + file);
        }
        return in;
    }
}
