package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.files.FileSteps;
import dev.patchbay.files.WholeOutput;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that exports and is killed in the middle. */
public final class HaltingExport {

    public static final int EXIT = 137;

    private HaltingExport() {}

    /**
     * @param arguments what counts ({@code step} of progress, {@code point} of a file's or a {@code folder}'s steps), source, target, when
     * to die
     */
    public static void main(String[] arguments) throws Exception {
        Path source = Path.of(arguments[1]);
        Path target = Path.of(arguments[2]);
        int last = Integer.parseInt(arguments[3]);
        CountedSteps steps = new CountedSteps(point -> {
            if (point == last) {
                Runtime.getRuntime().halt(EXIT);
            }
        });
        switch (arguments[0]) {
            case "folder" -> folder(target, steps);
            case "point" -> export(source, target, steps, Progress.SILENT);
            default -> export(source, target, FileSteps.SYSTEM, (done, total, doing) -> {
                if (done >= last) {
                    Runtime.getRuntime().halt(EXIT);
                }
            });
        }
    }

    public static void export(Path source, Path target, FileSteps steps, Progress progress) throws IOException {
        try (Checkpoint checkpoint = ExportFixture.open(source)) {
            Conversion export = ExportFixture.export(checkpoint, RuleSet.EMPTY);
            export.write(export.plan(), target, true, steps, progress, Cancellation.NEVER);
        }
    }

    /** Two files of one write each. */
    public static void folder(Path target, FileSteps steps) throws IOException {
        WholeOutput.folder(target, steps).write(2, draft -> {
            for (String name : new String[] {"weights", "config"}) {
                draft.write(name, name.getBytes(StandardCharsets.UTF_8));
            }
        }, written -> written);
    }
}
