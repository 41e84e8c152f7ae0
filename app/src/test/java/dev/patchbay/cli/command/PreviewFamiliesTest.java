package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.input.CliServices;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.SquarePipelines;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.generation.cogvideox.CogVideoXPipelineFactory;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A second family of video models is one more factory in the list: nothing of the command line knows which families there are. */
class PreviewFamiliesTest {

    private static final CliServices REAL = CommandLineForTests.SERVICES;

    @TempDir
    private Path folder;

    private final SquarePipelines squares = SquarePipelines.small();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path model = Path.of("");

    /** The demo's model under the name of another family. */
    @BeforeEach
    void aModelOfAnotherFamily() throws IOException {
        Path demo = REAL.demo().unpack().pipeline();
        model = folder.resolve("model");
        try (Stream<Path> files = Files.walk(demo)) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(demo.relativize(file).toString()));
            }
        }
        Path index = model.resolve("model_index.json");
        Files.writeString(index, Files.readString(index).replace("CogVideoXPipeline", "SquarePipeline"));
    }

    private int preview(VideoPipelines pipelines, String... more) {
        CliServices services = new CliServices(
                REAL.opener(),
                REAL.bases(),
                REAL.models(),
                REAL.rules(),
                pipelines,
                REAL.engine(), REAL.workers(), REAL.gpu(),
                REAL.demo(),
                REAL.places(),
                Cancellation.NEVER);
        String[] first = {"preview", "--model", model.toString(), "--prompt", "x", "--out", folder.resolve("clip.gif").toString()};
        List<String> arguments = Stream.of(first, more).flatMap(Stream::of).toList();
        return new PatchbayCommandLine(services, new PrintWriter(out), new PrintWriter(err)).run(arguments);
    }

    private VideoPipelines both() {
        return new VideoPipelines(List.of(new CogVideoXPipelineFactory(REAL.opener()), new SquareFamily(squares)));
    }

    @Test
    void theFamilyThatTheFolderNamesPlaysIt() {
        assertThat(preview(both(), "--steps", "2", "--seed", "5")).as(err.toString()).isZero();
        assertThat(squares.loaded()).containsExactly(model);
        assertThat(squares.requests()).singleElement().satisfies(request -> {
            assertThat(request.seed()).isEqualTo(5);
            assertThat(request.scheduler()).as("the model's own").isEqualTo("dpm");
            assertThat(request.guidance()).as("the model's own").isEqualTo(6);
        });
        assertThat(squares.closed()).isEqualTo(1);
        assertThat(folder.resolve("clip.gif")).isNotEmptyFile();
    }

    @Test
    void withoutItTheErrorNamesTheModelAndWhatIsPlayed() {
        assertThat(preview(new VideoPipelines(List.of(new CogVideoXPipelineFactory(REAL.opener()))))).isEqualTo(2);
        assertThat(err.toString())
                .contains(model + ": the folder holds a SquarePipeline; "
                        + "Patchbay plays CogVideoXPipeline, CogVideoXImageToVideoPipeline today.")
                .hasLineCount(1);
    }

    @Test
    void aPlanIsToldAndNothingIsMade() {
        assertThat(preview(both(), "--plan", "--steps", "3", "--frames", "17")).as(err.toString()).isZero();

        assertThat(out.toString())
                .contains("On cpu in f32 at most 0.0 GiB of 1.0 GiB are taken, for about 5 s.")
                .contains("Denoising… 0.0 GiB, 3 s");
        assertThat(squares.requests()).isEmpty();
        assertThat(folder.resolve("clip.gif")).doesNotExist();
    }

    @Test
    void theJsonOfARunHoldsItsPlan() {
        assertThat(preview(both(), "--json", "--steps", "2")).as(err.toString()).isZero();

        JsonNode plan = JsonMapper.shared().readTree(out.toString()).path("plan");
        assertThat(plan.path("fits").asBoolean()).isTrue();
        assertThat(plan.path("dtype").asString()).isEqualTo("f32");
        assertThat(plan.path("stages").path(0).path("stage").asString()).isEqualTo("denoising");
        assertThat(plan.path("peak_bytes").asLong()).isEqualTo(17 * 64 * 64);
    }

    @Test
    void aSamplerThatTheFamilyLacksIsRefusedBeforeAnythingIsLoaded() {
        assertThat(preview(both(), "--scheduler", "unipc")).isEqualTo(2);
        assertThat(err.toString()).contains("The sampler \"unipc\" is none that this model has; choose one of ddim, dpm.").hasLineCount(1);
        assertThat(squares.loaded()).isEmpty();
    }

    @Test
    void namesOfSamplersMayBeInUpperCase() {
        assertThat(preview(both(), "--scheduler", "DDIM", "--steps", "1")).as(err.toString()).isZero();
        assertThat(squares.requests().getFirst().scheduler()).isEqualTo("ddim");
    }

    /** All that a family has to bring. */
    private record SquareFamily(SquarePipelines squares) implements VideoPipelineFactory {

        @Override
        public String plays() {
            return "SquarePipeline";
        }

        @Override
        public boolean matches(ModelSource model) throws IOException {
            return ConfigFileJson.pipelineClass(model.model()).filter("SquarePipeline"::equals).isPresent();
        }

        @Override
        public PipelineInfo describe(ModelSource model) throws IOException {
            return squares.describe(model);
        }

        @Override
        public VideoPipeline load(ModelSource model, EngineChoice choice) {
            return squares.load(model, choice);
        }
    }
}
