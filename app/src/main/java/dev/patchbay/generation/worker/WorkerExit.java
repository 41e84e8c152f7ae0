package dev.patchbay.generation.worker;

import dev.patchbay.message.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person is told about the end of a worker.
 *
 * @param name of the command
 * @param exitCode 128 + the number of the signal that ended it, on Unix; empty if it is not known
 * @param errors what it printed on standard error
 * @param noise what it printed on standard output that was no message
 */
record WorkerExit(String name, OptionalInt exitCode, OutputTail errors, OutputTail noise) {

    /** The banner of the JVM: {@code #  SIGSEGV (0xb) at pc=…}. */
    private static final Pattern CRASH = Pattern.compile("(?m)^#\\s+(SIG[A-Z]+|EXCEPTION_[A-Z_]+|Internal Error)\\b");
    private static final Pattern REPORT = Pattern.compile("(?m)^#\\s+(\\S.*hs_err_pid\\d+\\.log)\\s*$");
    private static final int SIGNAL = 128;
    private static final int LAST_SIGNAL = 159;
    private static final Map<Integer, String> SIGNALS = Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV");
    /** SIGHUP, SIGINT, SIGKILL and SIGTERM. */
    private static final Pattern FROM_OUTSIDE = Pattern.compile("1|2|9|15");
    /** Windows: STATUS_ACCESS_VIOLATION and its like, as a signed number. */
    private static final int NTSTATUS_ERROR = 0xC0000000;

    Message sentence() {
        Matcher crash = CRASH.matcher(errors.text() + noise.text());
        if (crash.find()) {
            return Message.of("worker.crashed", crash.group(1), report());
        }
        if (exitCode.isPresent()) {
            int code = exitCode.getAsInt();
            int signal = code > SIGNAL && code <= LAST_SIGNAL ? code - SIGNAL : 0;
            if (FROM_OUTSIDE.matcher(Integer.toString(signal)).matches()) {
                return Message.of("worker.killed", signal);
            }
            if (signal > 0) {
                return Message.of("worker.crashed", SIGNALS.getOrDefault(signal, Integer.toString(signal)), report());
            }
            if (code < 0 && code >= NTSTATUS_ERROR) {
                return Message.of("worker.crashed", "0x" + Integer.toHexString(code), report());
            }
        }
        return Message.of("worker.lost", name, reason());
    }

    /** For a command that never greeted. */
    Message noGreeting(Duration waited) {
        return Message.of("worker.noGreeting", name, waited.toSeconds(), reason());
    }

    private Object report() {
        Matcher file = REPORT.matcher(errors.text() + noise.text());
        return file.find() ? Message.of("worker.report", file.group(1)) : "";
    }

    private Object reason() {
        Optional<String> words = errors.lastLine().or(noise::lastLine);
        if (words.isPresent()) {
            return words.get();
        }
        return exitCode.isPresent() ? Message.of("worker.exitCode", exitCode.getAsInt()) : Message.of("worker.noWords");
    }
}
