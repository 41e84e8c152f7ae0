package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.cli.input.CliServices;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.workspace.DemoFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command never does to files, and what it says instead. */
class OutputsAndInputsTest {

    private static final CliServices REAL = CommandLineForTests.SERVICES;

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private Path fixed = Path.of("");
    private String model = "";

    @BeforeEach
    void aWorkingAdapter() throws IOException {
        DemoFiles demo = REAL.demo().unpack();
        model = demo.pipeline().toString();
        fixed = folder.resolve("trail.safetensors");
        assertThat(run(REAL, "convert", demo.brokenAdapter().toString(), "--to", "diffusers", "--out", fixed.toString())).isZero();
    }

    private int run(CliServices services, String... arguments) {
        return new PatchbayCommandLine(services, new PrintWriter(new StringWriter()), new PrintWriter(err)).run(List.of(arguments));
    }

    /** Loading a model would take its time; with these nothing may get that far. */
    private static CliServices withoutPipelines() {
        return new CliServices(
                REAL.opener(), REAL.bases(), REAL.models(), REAL.rules(), new VideoPipelines(List.of(new NoPipelines())),
                REAL.engine(), REAL.workers(), REAL.gpu(),
                REAL.demo(), REAL.places(), Cancellation.NEVER);
    }

    private int preview(String... more) {
        String[] first = {"preview", "--model", model, "--adapter", fixed.toString(), "--prompt", "x", "--steps", "1", "--overwrite"};
        return run(withoutPipelines(), Stream.of(first, more).flatMap(Arrays::stream).toArray(String[]::new));
    }

    @Test
    void aWholeModelIsNamedWhereAnAdapterBelongsBeforeAnythingIsLoaded() {
        String whole = Path.of(model, "transformer").toString();
        String[] words = {"preview", "--model", model, "--adapter", whole, "--prompt", "x", "--out", folder.resolve("x.gif").toString()};
        assertThat(run(withoutPipelines(), words)).isEqualTo(2);
        assertThat(err.toString()).contains(whole + " is a whole model and no adapter").hasLineCount(1);
    }

    @Test
    void aClipIsNeverWrittenOverItsAdapter() throws IOException {
        byte[] before = Files.readAllBytes(fixed);
        assertThat(preview("--out", fixed.toString())).isEqualTo(2);
        assertThat(fixed).hasBinaryContent(before);
        assertThat(err.toString()).contains("trail.safetensors is one of the files that are read").hasLineCount(1);
    }

    @Test
    void norOverWeightsOfTheModelNorUnderTheNameOfTheComparison() {
        Path weights = Path.of(model, "vae", "diffusion_pytorch_model.safetensors");
        assertThat(preview("--out", weights.toString())).isEqualTo(2);
        Path without = folder.resolve("x.safetensors");
        fixed = move(fixed, folder.resolve("x-base.safetensors"));
        assertThat(preview("--compare", "--out", without.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("x-base.safetensors is one of the files that are read");
    }

    @Test
    void whatCannotBeWrittenIsSaidBeforeTheModelIsLoaded() {
        assertThat(preview("--out", folder.resolve("clip.avi").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("clip.avi has none of the suffixes");
    }

    @Test
    void aTargetThatIsFreeGoesOnToTheModel() {
        assertThat(preview("--out", folder.resolve("clip.gif").toString())).isEqualTo(2);
        assertThat(err.toString()).contains(NoPipelines.SENTENCE);
    }

    @Test
    void convertWritesNeitherOverItsBaseNorOverItsRules() throws IOException {
        Path base = Files.copy(Path.of(model, "transformer", "diffusion_pytorch_model.safetensors"), folder.resolve("base.safetensors"));
        Path rules = Files.writeString(folder.resolve("rules.json"), "{\"patchbay\": 1, \"rules\": [{\"drop\": \"nothing\"}]}");
        long size = Files.size(base);
        String[] options = {"convert", fixed.toString(), "--to", "diffusers", "--base", base.toString(), "--rules", rules.toString(),
                "--overwrite", "--out"};
        for (Path target : List.of(base, rules)) {
            String[] all = Arrays.copyOf(options, options.length + 1);
            all[options.length] = target.toString();
            assertThat(run(REAL, all)).isEqualTo(2);
        }
        assertThat(base).hasSize(size);
        assertThat(rules).content().startsWith("{\"patchbay\"");
        assertThat(err.toString()).contains("base.safetensors is one of", "rules.json is one of");
    }

    @Test
    void rulesThatGiveOneNameToTwoTensorsAreNoFit() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.json"), "{\"patchbay\": 1, \"rules\": [{\"rename\": \"**\", \"to\": \"x\"}]}");
        assertThat(run(REAL, "check", fixed.toString(), "--base", model, "--rules", rules.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("patchbay: The rules have to be put right first: " + rules + ", line 1: Rule 1")
                .hasLineCount(1);
    }

    @Test
    void aRuleThatDoesNotDivideAShapeIsNamedWithItsLineWhoeverAppliesIt() throws IOException {
        Path rules = Files.writeString(
                folder.resolve("rules.json"),
                "{\"patchbay\": 1, \"rules\": [\n{\"keep\": \"**\"},\n{\"split\": \"{m:**}.to_q.lora_B.weight\", \"into\": [\"{m}.a\", "
                        + "\"{m}.b\", \"{m}.c\"]}]}");
        String sentence = "patchbay: The rules have to be put right first: " + rules + ", line 3: Rule 2: ";
        for (String[] request : new String[][] {
            {"check", fixed.toString(), "--base", model},
            {"convert", fixed.toString(), "--to", "diffusers", "--out", folder.resolve("x.safetensors").toString()},
            {"diff", fixed.toString(), fixed.toString()},
        }) {
            String[] all = Arrays.copyOf(request, request.length + 2);
            all[request.length] = "--rules";
            all[request.length + 1] = rules.toString();
            err.getBuffer().setLength(0);
            assertThat(run(REAL, all)).isEqualTo(2);
            assertThat(err.toString()).startsWith(sentence).contains("cannot be divided into 3 equal pieces").hasLineCount(1);
        }
    }

    @Test
    void aFileThatMayNotBeReadIsOneLine() throws IOException {
        Path secret = Files.copy(fixed, folder.resolve("secret.safetensors"));
        assumeTrue(secret.toFile().setReadable(false) && !Files.isReadable(secret), "nothing is kept from an administrator");
        assertThat(run(REAL, "inspect", secret.toString())).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("patchbay: " + secret + ": no permission to read or write it.");
    }

    @Test
    void anEmptyFileIsCalledEmpty() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pt"));
        assertThat(run(REAL, "inspect", empty.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("patchbay: " + empty + ": the file is empty; a download or a copy of it was cut off.");
    }

    @Test
    void aBrokenRuleFileIsNamedOnce() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.json"), "hello");
        assertThat(run(REAL, "check", fixed.toString(), "--base", model, "--rules", rules.toString())).isEqualTo(2);
        assertThat(err.toString()).containsOnlyOnce("rules.json");
    }

    @Test
    void aCancelledExportLeavesNothingAndSaysSo() throws IOException {
        CliServices cancelled =
                new CliServices(REAL.opener(), REAL.bases(), REAL.models(), REAL.rules(), REAL.pipelines(),
                REAL.engine(), REAL.workers(), REAL.gpu(), REAL.demo(),
                REAL.places(), () -> true);
        Path target = folder.resolve("new").resolve("out.safetensors");
        Files.createDirectory(target.getParent());
        assertThat(run(cancelled, "convert", fixed.toString(), "--to", "diffusers", "--out", target.toString())).isEqualTo(2);
        assertThat(target.getParent()).isEmptyDirectory();
        assertThat(err.toString()).isEqualTo("patchbay: Cancelled; nothing half-written was left.\n");
    }

    @Test
    void tooLittleMemoryIsOneLineToo() {
        CliServices poor = new CliServices(
                REAL.opener(), name -> { throw new OutOfMemoryError("Java heap space"); }, REAL.models(), REAL.rules(), REAL.pipelines(),
                REAL.engine(), REAL.workers(), REAL.gpu(), REAL.demo(), REAL.places(), Cancellation.NEVER);
        assertThat(run(poor, "check", fixed.toString(), "--base", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("too little memory; give Patchbay more").hasLineCount(1);
    }

    @Test
    void aMappedFileThatShrinksIsOneLine() {
        CliServices shrunk =
                new CliServices(REAL.opener(), name -> { throw new InternalError("a fault occurred"); }, REAL.models(), REAL.rules(),
                REAL.pipelines(), REAL.engine(), REAL.workers(), REAL.gpu(), REAL.demo(), REAL.places(), Cancellation.NEVER);
        assertThat(run(shrunk, "check", fixed.toString(), "--base", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("a file shrank or its disk failed while it was read").hasLineCount(1);
    }

    @Test
    void onlyFilesThatAreThereOpenTheWindow() {
        PatchbayCommandLine line = new PatchbayCommandLine(REAL, new PrintWriter(new StringWriter()), new PrintWriter(err));
        assertThat(line.understands(List.of(fixed.toString()))).isFalse();
        assertThat(line.understands(List.of())).isFalse();
        assertThat(line.understands(List.of("frobnicate"))).isTrue();
        assertThat(line.run(List.of("frobnicate"))).isEqualTo(2);
        assertThat(err.toString()).startsWith("patchbay: frobnicate is neither a command nor a file").hasLineCount(1);
    }

    private static Path move(Path from, Path to) {
        try {
            return Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that it was asked. */
    static final class NoPipelines implements VideoPipelineFactory {

        static final String SENTENCE = "no CUDA device";

        @Override
        public String plays() {
            return "nothing";
        }

        @Override
        public boolean matches(ModelSource model) {
            return true;
        }

        @Override
        public PipelineInfo describe(ModelSource model) throws IOException {
            throw new GenerationException(Message.of("generation.noCuda"));
        }

        @Override
        public VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException {
            throw new GenerationException(Message.of("generation.noCuda"));
        }
    }
}
