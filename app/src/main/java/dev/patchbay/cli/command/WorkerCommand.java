package dev.patchbay.cli.command;

import dev.patchbay.generation.EngineReport;
import dev.patchbay.message.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code worker}: makes clips for another Patchbay, which speaks to it over standard input and output. {@code --use} and {@code --forget}
 * choose where clips are made.
 */
@Command(name = "worker", mixinStandardHelpOptions = true)
final class WorkerCommand extends ReportingCommand {

    @Option(names = "--use")
    private @Nullable String use;

    @Option(names = "--forget")
    private boolean forget;

    @Override
    int execute() throws Exception {
        String command = use;
        if (command != null && forget) {
            throw misused(Message.of("cli.worker.useOrForget"));
        }
        if (command != null) {
            EngineReport report = services().workers().examine(Optional.of(command));
            services().workers().choose(Optional.of(command));
            put("worker", command);
            put("devices", report.devices());
            say(Message.of("cli.worker.uses", command, report.name(), report.version(), String.join(", ", report.devices())).text());
        } else if (forget) {
            services().workers().choose(Optional.empty());
            putNothing("worker");
            say(Message.of("cli.worker.forgot").text());
        } else {
            services().workers().serve();
        }
        return DONE;
    }
}
