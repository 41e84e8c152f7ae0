package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.input.Workers;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.DemoFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code preview} makes its clips, and what it makes of a sweep. */
class PreviewWorkerTest {

    private static final CliServices REAL = CommandLineForTests.SERVICES;

    @TempDir
    private Path folder;

    private final SquarePipelines inProcess = SquarePipelines.small();
    private final SquarePipelines onMachine = SquarePipelines.small();
    private final SquarePipelines behind = SquarePipelines.small();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private DemoFiles demo;
    private Optional<String> chosen = Optional.empty();
    private boolean needed;
    private String asked = "";

    @BeforeEach
    void unpack() throws IOException {
        demo = REAL.demo().unpack();
    }

    private int preview(Path model, String... more) {
        CliServices services = new CliServices(
                REAL.opener(), REAL.bases(), REAL.models(), REAL.rules(), inProcess.only(), REAL.engine(), new Choice(), REAL.gpu(),
                REAL.demo(), REAL.places(), Cancellation.NEVER);
        String[] first = {"preview", "--model", model.toString(), "--prompt", "x", "--steps", "1", "--frames", "3"};
        List<String> arguments = Stream.of(first, more).flatMap(Stream::of).toList();
        return new PatchbayCommandLine(services, new PrintWriter(out), new PrintWriter(err)).run(arguments);
    }

    private String target(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void withoutAReasonTheClipIsMadeInThisProcess() {
        assertThat(preview(demo.pipeline(), "--out", target("clip.gif"))).as(err.toString()).isZero();
        assertThat(List.of(inProcess.loaded().size(), onMachine.loaded().size(), behind.loaded().size())).containsExactly(1, 0, 0);
    }

    @Test
    void theOptionAloneOrAnotherClassPathMeansAProcessOnThisMachine() {
        assertThat(preview(demo.pipeline(), "--out", target("clip.gif"), "--worker")).as(err.toString()).isZero();
        needed = true;
        assertThat(preview(demo.pipeline(), "--out", target("auto.gif"))).as(err.toString()).isZero();
        assertThat(onMachine.loaded()).hasSize(2);
        assertThat(preview(demo.pipeline(), "--out", target("cpu.gif"), "--device", "cpu")).as(err.toString()).isZero();
        assertThat(List.of(inProcess.loaded().size(), onMachine.loaded().size(), behind.loaded().size())).containsExactly(1, 2, 0);
    }

    @Test
    void behindACommandTheModelLiesThereAndTheAdapterIsReadByItsModules() {
        Path there = Path.of("/models/that/are/elsewhere");
        String adapter = demo.brokenAdapter().toString();
        assertThat(preview(there, "--adapter", adapter, "--out", target("clip.gif"), "--worker", "ssh box patchbay worker"))
                .as(err.toString())
                .isZero();
        assertThat(asked).isEqualTo("ssh box patchbay worker");
        assertThat(behind.loaded()).containsExactly(there);
        assertThat(behind.requests()).singleElement().satisfies(request ->
                assertThat(request.adapters()).singleElement().satisfies(one -> assertThat(one.shares()).isNotEmpty()));
        chosen = Optional.of("ssh other patchbay worker");
        assertThat(preview(there, "--out", target("again.gif"), "--worker")).as(err.toString()).isZero();
        assertThat(asked).isEqualTo("ssh other patchbay worker");
    }

    @Test
    void aSheetHoldsTheClipWithoutAdaptersAndEachStrength() {
        String adapter = demo.brokenAdapter().toString();
        assertThat(preview(
                demo.pipeline(), "--adapter", adapter, "--sweep", "0.5,1", "--sheet", "--out", target("sheet.gif"), "--json"))
                .as(err.toString())
                .isZero();
        assertThat(inProcess.requests().stream().map(request -> request.adapters().stream().map(AppliedAdapter::strength).toList()))
                .containsExactly(List.of(), List.of(0.5), List.of(1.0));
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("sheet.gif"));
        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(out.toString()).contains("\"clips\"", "\"strengths\"", "\"denoise_per_step\"");
        assertThat(preview(demo.pipeline(), "--sheet", "--out", target("lone.gif"))).isEqualTo(2);
        assertThat(err.toString()).contains("--sheet goes with --sweep");
    }

    @Test
    void theElementTypeIsPassedOn() {
        assertThat(preview(demo.pipeline(), "--out", target("clip.gif"), "--dtype", "bf16", "--json")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("\"dtype\" : \"bf16\"").contains("\"bytes\"");
        assertThat(Files.exists(folder.resolve("clip.gif"))).isTrue();
    }

    private final class Choice implements Workers {

        @Override
        public void serve() {
            throw new UnsupportedOperationException();
        }

        @Override
        public VideoPipelines here() {
            return onMachine.only();
        }

        @Override
        public VideoPipelines behind(String command) {
            asked = command;
            return behind.only();
        }

        @Override
        public BaseModel modules(String command, ModelSource model) throws IOException {
            asked = command;
            BaseModel there = REAL.bases().resolve(demo.pipeline().toString());
            return new BaseModel(there.name(), there.family(), there.components(), Optional.of(model.model()));
        }

        @Override
        public EngineReport examine(Optional<String> command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean needed() {
            return needed;
        }

        @Override
        public Optional<String> chosen() {
            return chosen;
        }

        @Override
        public void choose(Optional<String> command) {
            chosen = command;
        }
    }
}
