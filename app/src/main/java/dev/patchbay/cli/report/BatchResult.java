package dev.patchbay.cli.report;

import java.util.Optional;

/**
 * What became of one input of a batch.
 *
 * @param in the input
 * @param out where its output was to be written; empty for commands that write none
 * @param code exit code of the command: 0 done, 1 a problem was found, 2 it cannot be used
 * @param told what the command printed
 * @param error what it said of why it could not go on; empty where it could
 * @param seconds it took
 */
public record BatchResult(String in, Optional<String> out, int code, String told, String error, double seconds) {

    public boolean isFailed() {
        return code > 1;
    }

    public boolean hasProblem() {
        return code == 1;
    }

    /** The one line that says most about it: the first of the error, or of what was printed. */
    String headline() {
        String text = isFailed() ? error : told;
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
    }
}
