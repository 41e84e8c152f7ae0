package dev.patchbay.export;

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
public record ExportedVerdict(Program program, Optional<Verdict> verdict, Optional<Message> refusal) {

    static ExportedVerdict of(Verdict verdict) {
        return new ExportedVerdict(verdict.program(), Optional.of(verdict), Optional.empty());
    }

    static ExportedVerdict refused(Program program, Message reason) {
        return new ExportedVerdict(program, Optional.empty(), Optional.of(reason));
    }

    /** What will happen, or why there is no such export, as a sentence. */
    public Message message() {
        return verdict.map(Verdict::message).or(() -> refusal).orElseThrow();
    }
}
