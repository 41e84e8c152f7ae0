package dev.patchbay.generation.worker;

import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Starts workers.
 *
 * @param command looked up at each start, since it may change
 * @param version of this program, which a worker's has to equal
 * @param patience how long to wait
 */
record WorkerStarter(Supplier<WorkerCommand> command, String version, WorkerLink.Patience patience) {

    /** @throws WorkerException if it cannot be started, or is another version */
    WorkerLink start(Cancellation cancellation) throws IOException {
        return WorkerLink.open(command.get(), version, patience, cancellation);
    }
}
