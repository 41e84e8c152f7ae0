package dev.patchbay.generation.worker;

import dev.patchbay.generation.Clip;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.worker.WireMessage.Answer;
import dev.patchbay.generation.worker.WireMessage.Request;
import dev.patchbay.message.Message;
import dev.patchbay.task.BackgroundThread;
import dev.patchbay.task.Cancellation;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running worker, seen from Patchbay. Nothing here waits for ever: a worker that is silent for too long, or does not stop when it is told
 * to, is ended. To be used by one thread at a time.
 */
final class WorkerLink implements Closeable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final WorkerCommand command;
    private final Patience patience;
    private final WorkerProcess process;
    private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();
    private final BlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>();
    private boolean broken;
    private String separator = "";

    /**
     * How long to wait.
     *
     * @param greeting for the first event: a machine far away may have to be woken, and ssh may ask for a password
     * @param silence between two signs of life
     * @param stop for a cancelled run to stop
     */
    record Patience(Duration greeting, Duration silence, Duration stop) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

    /** An event with the clip or the picture that came with it, or none once the pipe is at its end. */
    private record Incoming(
            WireMessage.@Nullable Event event, @Nullable Clip clip, @Nullable CoarsePicture picture, @Nullable IOException end) {

        Incoming(@Nullable IOException end) {
            this(null, null, null, end);
        }
    }

    private record Outgoing(WireMessage message, WireBody body) {}

    private WorkerLink(WorkerCommand command, Patience patience) throws IOException {
        this.command = command;
        this.patience = patience;
        this.process = new WorkerProcess(command);
        BackgroundThread.start("worker-events", this::read);
        BackgroundThread.start("worker-requests", this::write);
    }

    /**
     * Starts a worker and waits for its greeting.
     *
     * @param version that the worker's program has to have
     * @throws WorkerException if it cannot be started, greets with another version, or does not greet
     */
    static WorkerLink open(WorkerCommand command, String version, Patience patience, Cancellation cancellation) throws IOException {
        WorkerLink link = new WorkerLink(command, patience);
        try {
            link.greet(version, cancellation);
            return link;
        } catch (IOException | RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private void greet(String version, Cancellation cancellation) throws IOException {
        long start = System.nanoTime();
        while (true) {
            cancellation.check();
            Incoming next = poll();
            if (next != null && next.event() instanceof WireMessage.Hello hello) {
                accept(hello, version);
                return;
            }
            if (next != null && next.event() == null) {
                throw ended(next.end(), cancellation);
            }
            if (System.nanoTime() - start > patience.greeting().toNanos()) {
                throw new WorkerException(process.exit(OptionalInt.empty()).noGreeting(patience.greeting()));
            }
        }
    }

    private void accept(WireMessage.Hello hello, String version) throws WorkerException {
        if (hello.protocol() != Wire.PROTOCOL) {
            throw new WorkerException(Message.of("worker.protocol", command.name(), hello.protocol(), Wire.PROTOCOL));
        }
        if (!hello.version().equals(version)) {
            throw new WorkerException(Message.of("worker.version", command.name(), hello.version(), version));
        }
        separator = hello.separator();
    }

    /** A path as the worker's machine writes it. */
    WireMessage.Files files(ModelSource model) {
        return new WireMessage.Files(
                path(model.model()), model.textEncoder().map(this::path), model.vae().map(this::path), model.tokenizer().map(this::path));
    }

    private String path(Path path) {
        String own = path.getFileSystem().getSeparator();
        return own.equals(separator) ? path.toString() : path.toString().replace(own, separator);
    }

    /** False once anything went wrong: the next request needs a new worker. */
    boolean isUsable() {
        return !broken && process.isAlive();
    }

    /** Asks the worker for a sign of life: one that dies between two runs may be seen as a process for a moment longer. */
    boolean answers() {
        try {
            return isUsable() && ask(new WireMessage.Ping()) instanceof WireMessage.Pong;
        } catch (IOException lost) {
            return false;
        }
    }

    Answer ask(Request request) throws IOException {
        return ask(request, WireBody.NONE, Cancellation.NEVER);
    }

    /** @throws GenerationException what the worker says about why it failed */
    Answer ask(Request request, WireBody body, Cancellation cancellation) throws IOException {
        if (wait(request, body, StepListener.SILENT, cancellation).event() instanceof Answer answer) {
            return answer;
        }
        throw unexpected();
    }

    /**
     * Has a clip made.
     *
     * @throws CancellationException if cancelled, at the latest a few seconds later, when the worker is ended
     */
    Clip make(WireMessage.Generate run, StepListener listener, Cancellation cancellation) throws IOException {
        Clip clip = wait(run, WireBody.NONE, listener, cancellation).clip();
        if (clip == null) {
            throw unexpected();
        }
        return clip;
    }

    WorkerException unexpected() {
        broken = true;
        return new WorkerException(Message.of("worker.damaged", "?"));
    }

    private Incoming wait(Request request, WireBody body, StepListener listener, Cancellation cancellation) throws IOException {
        outgoing.add(new Outgoing(request, body));
        process.showedLife();
        long asked = 0;
        while (true) {
            if (asked == 0 && cancellation.isCancelled()) {
                asked = System.nanoTime();
                outgoing.add(new Outgoing(new WireMessage.Cancel(), WireBody.NONE));
            }
            if (asked != 0 && System.nanoTime() - asked > patience.stop().toNanos()) {
                close();
                throw new CancellationException();
            }
            if (process.silentFor().compareTo(patience.silence()) > 0) {
                close();
                throw new WorkerException(Message.of("worker.silent", command.name(), patience.silence().toSeconds()));
            }
            Incoming next = poll();
            if (next != null && handle(next, listener, cancellation)) {
                return next;
            }
        }
    }

    /** True if this is the answer. */
    private boolean handle(Incoming next, StepListener listener, Cancellation cancellation) throws IOException {
        return switch (next.event()) {
            case null -> throw ended(next.end(), cancellation);
            case WireMessage.Stage stage -> {
                listener.stage(stage.stage());
                yield false;
            }
            case WireMessage.Step step -> {
                listener.step(step.done(), step.total(), Duration.ofNanos(step.nanos()));
                yield false;
            }
            case WireMessage.Picture picture -> {
                Optional.ofNullable(next.picture()).ifPresent(listener::picture);
                yield false;
            }
            case WireMessage.Failed failed -> throw new GenerationException(failed.why());
            case WireMessage.Cancelled ignored -> throw new CancellationException();
            case Answer answer -> true;
            default -> false;
        };
    }

    /** An interruption from the terminal may reach the worker before it reaches this process. */
    private IOException ended(@Nullable IOException end, Cancellation cancellation) throws IOException {
        broken = true;
        OptionalInt exitCode = process.exitCode(patience.stop());
        close();
        cancellation.check();
        return exitCode.isEmpty() && end != null ? end : new WorkerException(process.exit(exitCode).sentence());
    }

    private @Nullable Incoming poll() throws IOException {
        try {
            return incoming.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new CancellationException();
        }
    }

    /** On the reading thread. */
    private void read() {
        try {
            for (Optional<Wire.Received> next = process.wire().read(); next.isPresent(); next = process.wire().read()) {
                if (next.get().message() instanceof WireMessage.Event event) {
                    incoming.add(withNumbers(event, next.get().bytes()));
                }
            }
            incoming.add(new Incoming(null));
        } catch (IOException e) {
            incoming.add(new Incoming(e));
        } catch (OutOfMemoryError e) {
            incoming.add(new Incoming(new GenerationException(Message.of("generation.outOfMemory", "Java"), e)));
        }
    }

    private static Incoming withNumbers(WireMessage.Event event, WireBytes bytes) throws IOException {
        return switch (event) {
            case WireMessage.Made made -> new Incoming(event, clip(made, bytes), null, null);
            case WireMessage.Picture picture -> new Incoming(event, null, coarse(picture, bytes), null);
            default -> new Incoming(event, null, null, null);
        };
    }

    /** @throws IOException if the numbers of the line do not go with the bytes behind it */
    private static CoarsePicture coarse(WireMessage.Picture picture, WireBytes bytes) throws IOException {
        long pixels = (long) picture.frames() * picture.width() * picture.height();
        if (picture.frames() < 1 || picture.width() < 1 || picture.height() < 1 || bytes.left() != 3 * pixels) {
            throw new WorkerException(Message.of("worker.damaged", bytes.left() + " ≠ 3 · " + pixels));
        }
        byte[] rgb = bytes.bytes(Math.toIntExact(bytes.left()));
        return new CoarsePicture(picture.frames(), picture.width(), picture.height(), rgb, picture.explained());
    }

    private static Clip clip(WireMessage.Made made, WireBytes bytes) throws IOException {
        float[] frames = bytes.floats(Math.toIntExact(made.shape().elements()));
        List<float[]> latents = new ArrayList<>();
        for (int i = 0; i < made.latents(); i++) {
            latents.add(bytes.floats(Math.toIntExact(made.latentShape().elements())));
        }
        return new Clip(frames, made.shape(), latents, made.latentShape(), made.framesPerSecond(), made.seconds(), made.warnings());
    }

    /** On the writing thread: a worker that does not read must not hold the one that asks. */
    private void write() {
        try {
            while (process.isAlive()) {
                Outgoing next = outgoing.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    process.wire().write(next.message(), next.body());
                    process.showedLife();
                }
            }
        } catch (IOException broken) {
            // The reading thread tells how the process ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        broken = true;
        process.close();
    }
}
