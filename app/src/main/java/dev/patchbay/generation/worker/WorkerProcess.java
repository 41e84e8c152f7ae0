package dev.patchbay.generation.worker;

import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import dev.patchbay.task.BackgroundThread;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The process at the other end of the pipe, or the {@code ssh} that leads to it. */
final class WorkerProcess implements Closeable {

    /** How long a process may take to end once its pipe is closed. */
    private static final Duration ENDING = Duration.ofSeconds(2);

    private final WorkerCommand command;
    private final Process process;
    private final Wire wire;
    private final OutputTail errors = new OutputTail();
    private volatile long lastSign = System.nanoTime();
    private volatile boolean closed;

    /** @throws WorkerException if there is no such program */
    WorkerProcess(WorkerCommand command) throws WorkerException {
        this.command = command;
        try {
            this.process = command.process().start();
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new WorkerException(Message.of("worker.cannotStart", command.name(), Reason.of(e)), e);
        }
        this.wire = new Wire(new TimedInput(process.getInputStream()), process.getOutputStream());
        BackgroundThread.start("worker-errors", this::readErrors);
    }

    Wire wire() {
        return wire;
    }

    boolean isAlive() {
        return !closed && process.isAlive();
    }

    /** Starts the count of {@link #silentFor} anew. */
    void showedLife() {
        lastSign = System.nanoTime();
    }

    Duration silentFor() {
        return Duration.ofNanos(System.nanoTime() - lastSign);
    }

    /** Waits for the end: a JVM that crashes writes a report first. Empty if it is still running then. */
    OptionalInt exitCode(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** How it ended, or what it has said so far. */
    WorkerExit exit(OptionalInt exitCode) {
        return new WorkerExit(command.name(), exitCode, errors, wire.noise());
    }

    private void readErrors() {
        try (InputStream in = process.getErrorStream()) {
            byte[] bytes = new byte[1024];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                for (int i = 0; i < count; i++) {
                    errors.add(bytes[i]);
                }
            }
        } catch (IOException gone) {
            // Nothing more to read.
        }
    }

    /** Lets the process end by itself, and ends it if it does not. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyBroken) {
            // It is gone.
        }
        if (exitCode(ENDING).isEmpty()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private final class TimedInput extends FilterInputStream {

        TimedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            showedLife();
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            showedLife();
            return count;
        }
    }
}
