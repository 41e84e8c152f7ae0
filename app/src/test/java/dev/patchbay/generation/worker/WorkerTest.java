package dev.patchbay.generation.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.adapter.MagnitudeAxis;
import dev.patchbay.adapter.effect.DifferenceShare;
import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.NamedData;
import dev.patchbay.adapter.effect.RowsShare;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.CoarsePicture;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelAssembly;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.Pixels;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker is a real process here; what it makes is known beforehand, and it dies on request. */
class WorkerTest {

    private static final EngineChoice ON_CPU = EngineChoice.on(DeviceChoice.CPU);
    private static final Path MODEL = Path.of("/models/some");
    private static final WorkerLink.Patience SHORT =
            new WorkerLink.Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(3));

    @TempDir
    private Path folder;

    private RemoteWorkerFactory worker(String... behaviour) {
        return worker(SHORT, behaviour);
    }

    private RemoteWorkerFactory worker(WorkerLink.Patience patience, String... behaviour) {
        return new RemoteWorkerFactory(() -> TestWorker.command(folder, behaviour), "test worker", TestWorker.VERSION, patience);
    }

    private static GenerationRequest request(String prompt, AppliedAdapter... adapters) {
        return new GenerationRequest(prompt, "", 5, 3, 2, 4, 6, 6, false, "ddim", List.of(adapters));
    }

    private static Clip make(VideoPipeline pipeline, String prompt, AppliedAdapter... adapters) throws IOException {
        return pipeline.generate(request(prompt, adapters), StepListener.SILENT, Cancellation.NEVER);
    }

    private static Message sentence(VideoPipeline pipeline, String prompt) {
        return catchThrowableOfType(ExplainedException.class, () -> make(pipeline, prompt)).explanation();
    }

    private static void makesWhatItShould(VideoPipeline pipeline) throws IOException {
        Clip direct = make(new FatalFamily().load(ModelSource.of(MODEL), ON_CPU), "a cat");
        Clip clip = make(pipeline, "a cat");
        assertThat(clip.frames()).containsExactly(direct.frames());
        assertThat(clip.latents()).usingRecursiveFieldByFieldElementComparator().isEqualTo(direct.latents());
        assertThat(clip.shape()).isEqualTo(direct.shape());
        assertThat(clip.seconds()).isEqualTo(direct.seconds());
    }

    @Test
    void aClipFromAnotherProcessIsTheSameClip() throws IOException {
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            assertThat(pipeline.info()).isEqualTo(new FatalFamily().describe(ModelSource.of(MODEL)));
            makesWhatItShould(pipeline);
        }
    }

    @Test
    void theWorkersMachineSaysWhatItHoldsAndPutsModelsTogether() throws IOException {
        assertThat(worker().held()).isEqualTo(TestWorker.HELD);
        ModelAssembly.Assembled made = worker().assembled(ModelSource.of(MODEL)).orElseThrow();
        assertThat(made.source()).isEqualTo(new ModelSource(MODEL, Optional.empty(), Optional.of(TestWorker.VAE), Optional.empty()));
        assertThat(made.parts()).extracting(ModelPart::kind).containsExactly(ModelPart.Kind.TRANSFORMER, ModelPart.Kind.VAE);
        assertThat(made.parts()).allMatch(ModelPart::usable);
        assertThat(made.info()).contains(new FatalFamily().describe(ModelSource.of(MODEL)));
        VideoPipelines there = new VideoPipelines(List.of(worker()));
        ModelAssembly window = new ModelAssembly(there, () -> List.of(Path.of("/a/file/of/this/machine")));
        assertThat(window.assemble(ModelSource.of(MODEL))).as("nothing of this machine is taken").isEqualTo(made);
        ModelAssembly.Assembled none = window.assemble(ModelSource.of(Path.of("/models/missing")));
        assertThat(none.problem().orElseThrow().text()).contains("/models/missing");
    }

    @Test
    void aPlanFromAnotherProcessIsTheSamePlan() throws IOException {
        GenerationRequest request = request("a cat");
        GenerationPlan planned = new FatalFamily().plan(ModelSource.of(MODEL), request, ON_CPU);
        assertThat(worker().plan(ModelSource.of(MODEL), request, ON_CPU)).isEqualTo(planned);
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            assertThat(pipeline.plan(request)).isEqualTo(planned);
            makesWhatItShould(pipeline);
        }
    }

    @Test
    void stagesAndStepsArriveInOrder() throws IOException {
        List<String> heard = new ArrayList<>();
        StepListener listener = new StepListener() {
            @Override
            public void stage(Stage stage) {
                heard.add(stage.name());
            }

            @Override
            public void step(int done, int total, Duration took) {
                heard.add(done + "/" + total + " " + took.toMillis());
            }
        };
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            pipeline.generate(request("a cat"), listener, Cancellation.NEVER);
        }
        assertThat(heard).containsExactly("READING_PROMPT", "DENOISING", "1/3 1", "2/3 2", "3/3 3", "DECODING");
    }

    @Test
    void coarsePicturesArriveByteByByteWhereTheyAreWanted() throws IOException {
        List<String> heard = new ArrayList<>();
        StepListener listener = new StepListener() {
            @Override
            public boolean wantsPictures() {
                return true;
            }

            @Override
            public void step(int done, int total, Duration took) {
                heard.add("step " + done);
            }

            @Override
            public void picture(CoarsePicture picture) {
                heard.add(picture.frames() + " " + picture.width() + " " + picture.height() + " " + picture.explained() + " "
                        + Arrays.toString(picture.rgb()));
            }
        };
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            pipeline.generate(request("a cat"), listener, Cancellation.NEVER);
            makesWhatItShould(pipeline);
        }
        assertThat(heard).containsExactly(
                "step 1", "1 2 1 0.25 [1, 1, 2, -3, 4, 5]",
                "step 2", "1 2 1 0.25 [2, 1, 2, -3, 4, 5]",
                "step 3", "1 2 1 0.25 [3, 1, 2, -3, 4, 5]");
    }

    @Test
    void adaptersArriveWithEveryValueAtEachStrength() throws IOException {
        ComputedData bias = ComputedData.of(DType.F32, Shape.of(2), 3, 4);
        List<TensorShare> shares = List.of(
                share("blocks.0.to_q", 1, 0.5),
                share("blocks.1.to_q", 5, 2),
                new TensorShare("blocks.1.to_q.bias", new RowsShare(
                        new DifferenceShare("to_q.diff_b", bias, 2, true), List.of(new RowsShare.Run(0, 2, 2)))));
        VideoPipeline direct = new FatalFamily().load(ModelSource.of(MODEL), ON_CPU);
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            for (double strength : new double[] {1, -0.5, 0}) {
                AppliedAdapter adapter = new AppliedAdapter("mine", shares, strength);
                assertThat(make(pipeline, "a cat", adapter).frames()).containsExactly(make(direct, "a cat", adapter).frames());
            }
            try (Stream<Path> files = Files.walk(folder.resolve("adapters"))) {
                assertThat(files.filter(Files::isRegularFile)).as("sent once").hasSize(1);
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("adapters"))) {
            assertThat(files).as("left behind").isEmpty();
        }
    }

    private static TensorShare share(String module, float first, double scale) {
        ComputedData down = ComputedData.of(DType.F32, Shape.of(1, 2), first, first + 1);
        ComputedData up = ComputedData.of(DType.F16, Shape.of(2, 1), first + 2, first + 3);
        Map<Part, NamedData> parts = Map.of(Part.DOWN, new NamedData("down", down), Part.UP, new NamedData("up", up));
        LayerParts layer = new LayerParts(module, Algorithm.LORA, parts, scale, Optional.of(MagnitudeAxis.OUTPUT));
        return new TensorShare(module + ".weight", new LayerShare(layer, 1));
    }

    @Test
    void aSentenceOfTheWorkerIsTheSentenceHere() throws IOException {
        assertThatThrownBy(() -> worker().describe(ModelSource.of(Path.of("/models/missing"))))
                .hasMessage("/models/missing: this is no diffusers pipeline folder, it has no model_index.json.");
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            assertThat(sentence(pipeline, "refuse DENOISING"))
                    .isEqualTo(Message.of("generation.adapterNotFinite", "a", "blocks.0.attn1.to_q"));
            assertThat(sentence(pipeline, "exhaust DECODING").toString()).contains("there is too little memory");
            makesWhatItShould(pipeline);
        }
    }

    @Test
    void theModulesOfAModelThatLiesThereAreToldHere() throws IOException {
        BaseModel model = worker().modules(ModelSource.of(MODEL)).orElseThrow();
        assertThat(model.folder()).contains(MODEL);
        assertThat(model.main().component()).isEqualTo("transformer");
        assertThat(model.main().tensors()).containsExactly(Map.entry("blocks.0.to_q.weight", Shape.of(4, 2)));
    }

    @Test
    void anImageArrivesAsItWasSent() throws IOException {
        GenerationRequest request = request("a cat").from(new Pixels(2, 1, new byte[] {1, 2, 3, -4, -5, -6}));
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), EngineChoice.on(DeviceChoice.CPU))) {
            Clip made = pipeline.generate(request, StepListener.SILENT, Cancellation.NEVER);
            VideoPipeline direct = new FatalFamily().load(ModelSource.of(MODEL), EngineChoice.on(DeviceChoice.CPU));
            Clip expected = direct.generate(request, StepListener.SILENT, Cancellation.NEVER);
            assertThat(made.frames()).containsExactly(expected.frames());
            assertThat(made.frames()[1]).isEqualTo(Arrays.hashCode(request.image().orElseThrow().rgb()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TERM,worker.killed", "SEGV,worker.crashed", "BUS,worker.crashed", "ABRT,worker.crashed"
    })
    @DisabledOnOs(OS.WINDOWS)
    void aDeathCostsTheRunAndTheNextOneWorks(String signal, String key) throws IOException {
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            Message sentence = sentence(pipeline, signal + " DENOISING");
            assertThat(sentence.key()).as(sentence.toString()).isEqualTo(key);
            makesWhatItShould(pipeline);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"READING_PROMPT", "DENOISING", "DECODING"})
    @DisabledOnOs(OS.WINDOWS)
    void itMayDieInAnyPhase(String phase) throws IOException {
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            assertThat(sentence(pipeline, "KILL " + phase)).isEqualTo(Message.of("worker.killed", 9));
            assertThat(sentence(pipeline, "KILL " + phase)).isEqualTo(Message.of("worker.killed", 9));
            makesWhatItShould(pipeline);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itMayDieWhileItLoads() {
        assertThatThrownBy(() -> worker().load(ModelSource.of(Path.of("/models/KILL")), ON_CPU))
                .hasMessageContaining("signal 9");
        assertThatThrownBy(() -> worker().load(ModelSource.of(Path.of("/models/SEGV")), ON_CPU))
                .hasMessageContaining("SIGSEGV")
                .hasMessageContaining("hs_err_pid");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aWorkerThatIsStoppedIsEndedAfterAWhile() throws IOException {
        WorkerLink.Patience patience = new WorkerLink.Patience(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(3));
        try (VideoPipeline pipeline = worker(patience).load(ModelSource.of(MODEL), ON_CPU)) {
            assertThat(sentence(pipeline, "STOP DENOISING")).isEqualTo(Message.of("worker.silent", "test worker", 5L));
            makesWhatItShould(pipeline);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold DENOISING", "deaf DENOISING", "STOP DECODING"})
    @DisabledOnOs(OS.WINDOWS)
    void aCancelActsEvenWhereTheWorkerDoesNotHearIt(String prompt) throws IOException {
        try (VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU)) {
            AtomicBoolean stop = new AtomicBoolean();
            StepListener listener = new StepListener() {
                @Override
                public void stage(Stage stage) {
                    stop.compareAndSet(false, prompt.endsWith(stage.name()));
                }
            };
            assertThatThrownBy(() -> pipeline.generate(request(prompt), listener, stop::get)).isInstanceOf(CancellationException.class);
            makesWhatItShould(pipeline);
        }
    }

    @Test
    void whatAShellOrALibraryPrintsDoesNotBreakTheStream() throws IOException {
        try (VideoPipeline pipeline = worker("greeted-by-shell").load(ModelSource.of(MODEL), ON_CPU)) {
            assertThat(make(pipeline, "print DENOISING").frameCount()).isEqualTo(2);
            makesWhatItShould(pipeline);
        }
    }

    @Test
    void otherVersionsAndOtherProgramsAreSentences() {
        assertThatThrownBy(() -> worker("other-version").describe(ModelSource.of(MODEL)))
                .hasMessage("The worker \"test worker\" is Patchbay 1.2.2, and this is Patchbay 1.2.3; install the same version on both "
                        + "machines.");
        assertThatThrownBy(() -> worker("other-protocol").describe(ModelSource.of(MODEL)))
                .hasMessageContaining("speaks protocol 99, and this Patchbay speaks " + Wire.PROTOCOL);
        assertThatThrownBy(() -> worker("refusing").describe(ModelSource.of(MODEL)))
                .hasMessageContaining("ssh: connect to host box port 22: Connection refused");
        RemoteWorkerFactory none = new RemoteWorkerFactory(WorkerCommand.typed("/no/such/program worker"), "1");
        assertThatThrownBy(() -> none.describe(ModelSource.of(MODEL)))
                .hasMessageContaining("The worker \"/no/such/program worker\" cannot be started");
        WorkerLink.Patience patience = new WorkerLink.Patience(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(3));
        assertThatThrownBy(() -> worker(patience, "silent").describe(ModelSource.of(MODEL)))
                .hasMessageContaining("did not answer as a Patchbay worker");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 200, 1200})
    void anAnswerThatBreaksOffIsASentence(int bytes) {
        assertThatThrownBy(() -> {
            try (VideoPipeline pipeline = worker("half-message", Integer.toString(bytes)).load(ModelSource.of(MODEL), ON_CPU)) {
                make(pipeline, "a cat");
            }
        }).isInstanceOf(WorkerException.class);
    }

    @Test
    void theWorkerEndsWithThePipeline() throws IOException {
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        VideoPipeline pipeline = worker().load(ModelSource.of(MODEL), ON_CPU);
        List<ProcessHandle> running = ProcessHandle.current().children().filter(child -> !before.contains(child)).toList();
        assertThat(running).isNotEmpty();
        pipeline.close();
        assertThat(running).noneMatch(ProcessHandle::isAlive);
        assertThatThrownBy(() -> make(pipeline, "a cat")).hasMessage("The model was closed before the clip was made.");
    }

    @Test
    void wordsOfACommandAreSeparatedAsInAShell() {
        assertThat(WorkerCommand.typed(" ssh -p 22  box '/opt/my patchbay/bin/patchbay' \"worker\" ").words())
                .containsExactly("ssh", "-p", "22", "box", "/opt/my patchbay/bin/patchbay", "worker");
        assertThat(WorkerCommand.typed("C:\\tools\\ssh.exe box ''").words()).containsExactly("C:\\tools\\ssh.exe", "box", "");
    }
}
