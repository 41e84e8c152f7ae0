package dev.patchbay.export;

import dev.patchbay.export.factors.Arrival;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import java.util.Optional;

/**
 * What a program would do with the file that an export for it writes.
 *
 * @param verdict of the program's loader on that file; empty if there is no such export
 * @param refusal why there is none; empty otherwise
 */
public record ExportedVerdict(Program program, Optional<Verdict> verdict, Optional<Arrival> arrival, Optional<Message> refusal) {

    static ExportedVerdict of(Verdict verdict, Optional<Arrival> arrival) {
        return new ExportedVerdict(verdict.program(), Optional.of(verdict), arrival, Optional.empty());
    }

    static ExportedVerdict refused(Program program, Message reason) {
        return new ExportedVerdict(program, Optional.empty(), Optional.empty(), Optional.of(reason));
    }

    /** What will happen, or why there is no such export, in words. The program knows of what was written only: what was not is added. */
    public Message message() {
        return verdict.map(this::whole).or(() -> refusal).orElseThrow();
    }

    private Message whole(Verdict given) {
        return arrival.filter(one -> !one.isComplete())
                .map(one -> Message.of("export.verdict.leavesOut", given.message(), one.arrived(), one.of(), one.base()))
                .orElse(given.message());
    }
}
