package dev.patchbay.generation.worker;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.ModelAssembly;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.generation.worker.WireMessage.Answer;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import dev.patchbay.task.BackgroundThread;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a worker: takes requests from a pipe and answers each. Requests are carried out one after the other on the calling thread,
 * since PyTorch ties memory to its thread; another thread reads the pipe, so that a cancel is heard during a run.
 *
 * @param pipelines makes the clips
 * @param models reads names and shapes of a model
 * @param held which models lie on this machine
 * @param engine looks for the engine and its devices
 * @param opener opens received adapters
 * @param folder for received adapters; a folder below it is removed at the end
 * @param version of this program
 * @param gone called once the other side has closed the pipe: a kernel cannot be stopped, so the process may have to be
 */
public record WorkerServer(
        VideoPipelines pipelines,
        ModelNames models,
        Supplier<MachineModels> held,
        Supplier<EngineReport> engine,
        CheckpointOpener opener,
        Path folder,
        String version,
        Runnable gone) {

    /** Reads names and shapes of a model. */
    @FunctionalInterface
    public interface ModelNames {

        /** @throws IOException if it is no model */
        BaseModel open(ModelSource model) throws IOException;
    }

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);

    /**
     * Serves until the other side closes the pipe. A run that is going on then is cancelled.
     *
     * @param in requests
     * @param out events; nothing else may write there
     * @throws IOException if the pipe breaks
     */
    public void serve(InputStream in, OutputStream out) throws IOException {
        try (Wire wire = new Wire(in, out); ReceivedAdapters adapters = new ReceivedAdapters(opener, folder)) {
            Session session = new Session(wire, adapters);
            wire.write(new WireMessage.Hello(Wire.PROTOCOL, version, File.separator));
            BackgroundThread.start("worker-requests", session::read);
            BackgroundThread.start("worker-alive", session::showLife);
            session.work();
        }
    }

    private final class Session {

        private final Wire wire;
        private final ReceivedAdapters received;
        private final BlockingQueue<Optional<WireMessage>> requests = new LinkedBlockingQueue<>();
        private volatile boolean cancelled;
        private volatile boolean over;
        private @Nullable VideoPipeline loaded;

        Session(Wire wire, ReceivedAdapters received) {
            this.wire = wire;
            this.received = received;
        }

        /** On the reading thread: adapters are stored at once, a cancel takes effect at once, the rest waits its turn. */
        void read() {
            try {
                for (Optional<Wire.Received> next = wire.read(); next.isPresent(); next = wire.read()) {
                    take(next.get());
                }
            } catch (IOException broken) {
                // The other side is gone or does not speak this protocol: the end, as if it had closed the pipe.
                cancelled = true;
            } finally {
                over = true;
                cancelled = true;
                requests.add(Optional.empty());
                gone.run();
            }
        }

        private void take(Wire.Received message) throws IOException {
            switch (message.message()) {
                case WireMessage.Cancel cancel -> cancelled = true;
                case WireMessage.Send adapter -> wire.write(store(adapter, message.bytes()));
                case WireMessage.Generate run -> {
                    cancelled = false;
                    requests.add(Optional.of(run));
                }
                case WireMessage other -> requests.add(Optional.of(other));
            }
        }

        private Answer store(WireMessage.Send adapter, WireBytes bytes) throws IOException {
            try {
                received.store(adapter.sha256(), adapter.size(), bytes);
                return new WireMessage.Kept(true);
            } catch (WorkerException refused) {
                if (bytes.left() > 0) {
                    throw refused;
                }
                return new WireMessage.Failed(refused.explanation());
            }
        }

        void showLife() {
            try {
                while (!over) {
                    Thread.sleep(SIGN_OF_LIFE);
                    wire.write(new WireMessage.Alive());
                }
            } catch (IOException gone) {
                over = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void work() throws IOException {
            try {
                for (Optional<WireMessage> next = requests.take(); next.isPresent(); next = requests.take()) {
                    carryOut(next.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                over = true;
                unload();
            }
        }

        private void carryOut(WireMessage request) throws IOException {
            try {
                switch (request) {
                    case WireMessage.Generate run -> generate(run);
                    case WireMessage.Describe model ->
                        wire.write(new WireMessage.Described(pipelines.describe(model.model().source())));
                    case WireMessage.Assemble model ->
                        wire.write(WireMessage.Assembled.of(assembly().assemble(model.model().source())));
                    case WireMessage.Look look -> wire.write(new WireMessage.Held(held.get()));
                    case WireMessage.Load model -> wire.write(load(model));
                    case WireMessage.Offer adapter -> wire.write(new WireMessage.Kept(received.has(adapter.sha256())));
                    case WireMessage.Modules model -> wire.write(list(models.open(model.model().source())));
                    case WireMessage.Plan run -> wire.write(new WireMessage.Planned(model().plan(run.request())));
                    case WireMessage.Ping ping -> wire.write(new WireMessage.Pong());
                    case WireMessage.Examine examine -> wire.write(new WireMessage.Examined(engine.get()));
                    default -> wire.write(new WireMessage.Failed(Message.of("worker.unknownRequest", request)));
                }
            } catch (CancellationException e) {
                wire.write(new WireMessage.Cancelled());
            } catch (WireFailure broken) {
                throw broken.cause();
            } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
                wire.write(new WireMessage.Failed(sentence(e)));
            }
        }

        private ModelAssembly assembly() {
            return new ModelAssembly(pipelines, () -> held.get().components().stream().map(MachineModels.Held::path).toList());
        }

        private static Answer list(BaseModel model) {
            return new WireMessage.Listed(model.name(), model.family(), model.components().stream()
                    .map(component -> new WireMessage.Component(component.component(), component.tensors()))
                    .toList());
        }

        private static Message sentence(Throwable problem) {
            return Reason.sentence(problem);
        }

        private Answer load(WireMessage.Load model) throws IOException {
            unload();
            VideoPipeline pipeline = pipelines.load(model.model().source(), model.choice());
            loaded = pipeline;
            return new WireMessage.Described(pipeline.info());
        }

        private void unload() throws IOException {
            VideoPipeline present = loaded;
            loaded = null;
            if (present != null) {
                present.close();
            }
        }

        private VideoPipeline model() throws WorkerException {
            VideoPipeline present = loaded;
            if (present == null) {
                throw new WorkerException(Message.of("worker.nothingLoaded"));
            }
            return present;
        }

        private void generate(WireMessage.Generate run) throws IOException {
            VideoPipeline pipeline = model();
            List<AppliedAdapter> adapters = new ArrayList<>();
            for (WireMessage.SentAdapter adapter : run.adapters()) {
                adapters.add(received.open(adapter));
            }
            GenerationRequest request = run.request().with(adapters);
            Clip clip = pipeline.generate(request, new Reporter(run.pictures()), () -> cancelled);
            List<float[]> numbers = new ArrayList<>(clip.latents());
            numbers.addFirst(clip.frames());
            wire.write(
                    new WireMessage.Made(
                            clip.shape(),
                            clip.latents().size(),
                            clip.latentShape(),
                            clip.framesPerSecond(),
                            clip.seconds(),
                            clip.warnings()),
                    WireBody.of(numbers));
        }

        private final class Reporter implements StepListener {

            private final boolean pictures;

            Reporter(boolean pictures) {
                this.pictures = pictures;
            }

            @Override
            public boolean wantsPictures() {
                return pictures;
            }

            @Override
            public void picture(CoarsePicture picture) {
                tell(
                        new WireMessage.Picture(picture.frames(), picture.width(), picture.height(), picture.explained()),
                        WireBody.of(picture.rgb()));
            }

            @Override
            public void stage(Stage stage) {
                tell(new WireMessage.Stage(stage));
            }

            @Override
            public void step(int done, int total, Duration took) {
                tell(new WireMessage.Step(done, total, took.toNanos()));
            }

            private void tell(WireMessage event) {
                tell(event, WireBody.NONE);
            }

            private void tell(WireMessage event, WireBody body) {
                try {
                    wire.write(event, body);
                } catch (IOException e) {
                    throw new WireFailure(e);
                }
            }
        }
    }

    /** Carries a broken pipe through a pipeline. */
    private static final class WireFailure extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final transient IOException broken;

        WireFailure(IOException broken) {
            super(broken);
            this.broken = broken;
        }

        IOException cause() {
            return broken;
        }
    }
}
