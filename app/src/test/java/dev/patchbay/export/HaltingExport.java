package dev.patchbay.export;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.task.Cancellation;
import java.nio.file.Path;

/** A process that exports and is killed in the middle. */
public final class HaltingExport {

    static final int EXIT = 137;

    private HaltingExport() {}

    /** @param arguments source, target, and the step at which to die */
    public static void main(String[] arguments) throws Exception {
        int last = Integer.parseInt(arguments[2]);
        try (Checkpoint checkpoint = ExportFixture.open(Path.of(arguments[0]))) {
            DiffusersExport export = ExportFixture.export(checkpoint, RuleSet.EMPTY);
            export.write(
                    export.plan(),
                    Path.of(arguments[1]),
                    true,
                    (done, total, doing) -> {
                        if (done >= last) {
                            Runtime.getRuntime().halt(EXIT);
                        }
                    },
                    Cancellation.NEVER);
        }
    }
}
