package dev.patchbay.export.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportFixture;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ScaleChoice;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import dev.patchbay.task.Progress;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.ConversionRules;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Full models between SwissArmyTransformer and diffusers, both ways. */
class ModelConversionTest {

    private static final Path SAT = ExportFixture.REFERENCE.resolve("sat-full");

    @TempDir
    private Path folder;

    @Test
    void aSatTransformerBecomesWhatTheOfficialConverterMakesOfIt() throws Exception {
        Path out = folder.resolve("transformer");
        ExportReport report = convert(SAT, Program.DIFFUSERS, out, ExportOptions.NONE);

        assertThat(report.maxRelativeError()).isZero();
        assertThat(names(out)).containsExactly("config.json", "diffusion_pytorch_model.safetensors");
        assertSame(out, ExportFixture.REFERENCE.resolve("sat-full-expected.safetensors"));
    }

    @Test
    void itsConfigurationSaysWhatTheShapesTell() throws Exception {
        Path out = folder.resolve("transformer");
        convert(SAT, Program.DIFFUSERS, out, ExportOptions.NONE);

        JsonNode written = json(out.resolve("config.json"));
        JsonNode wanted = json(ExportFixture.REFERENCE.resolve("diffusers-transformer/config.json"));
        // Sizes of clips, and of positions that weights do not hold, are those of the published models.
        Set<String> untold = Set.of("sample_frames", "sample_height", "sample_width", "max_text_seq_length", "_diffusers_version");
        wanted.propertyNames().stream().filter(field -> !untold.contains(field)).forEach(field ->
                assertThat(written.get(field)).as(field).isEqualTo(wanted.get(field)));
    }

    @Test
    void shardsCarryAnIndexAndAreReadAsOne() throws Exception {
        Path out = folder.resolve("transformer");
        ExportOptions options = new ExportOptions(
                ScaleChoice.AUTO, OptionalDouble.empty(), Optional.empty(), Map.of(), Set.of(), List.of(), ExportOptions.CLIP, 200_000);

        convert(SAT, Program.DIFFUSERS, out, options);

        assertThat(names(out)).contains(
                "diffusion_pytorch_model-00001-of-00013.safetensors", "diffusion_pytorch_model.safetensors.index.json", "config.json");
        assertSame(out, ExportFixture.REFERENCE.resolve("sat-full-expected.safetensors"));
    }

    @Test
    void backInSatEveryWeightIsWhatItWas() throws Exception {
        Path diffusers = folder.resolve("transformer");
        convert(SAT, Program.DIFFUSERS, diffusers, ExportOptions.NONE);
        for (String name : List.of("sat", "sat.pt", "sat.safetensors")) {
            Path back = folder.resolve(name);
            convert(diffusers, Program.SAT, back, ExportOptions.NONE);
            try (Checkpoint before = ExportFixture.open(SAT);
                    Checkpoint after = ExportFixture.open(back)) {
                assertThat(after.tensors()).isNotEmpty();
                for (StoredTensor tensor : after.tensors().values()) {
                    assertSame(tensor, before.tensor(tensor.info().name()).orElseThrow());
                }
                Set<String> lost = new TreeSet<>(before.tensors().keySet());
                lost.removeAll(after.tensors().keySet());
                assertThat(lost).allMatch(
                        one -> !one.startsWith("model.diffusion_model.") || one.contains("pos_embed") || one.contains("freqs"));
            }
        }
    }

    @Test
    void theVaeGoesThereAndBackWithItsDecoderCountedTheOtherWay() throws Exception {
        Checkpoint source = smallVae();
        Path there = folder.resolve("vae");

        ExportReport report = convert(source, Program.DIFFUSERS, there, ExportOptions.NONE);

        assertThat(report.plan().dropped()).containsExactly("loss.perceptual.weight");
        assertThat(report.plan().warnings()).extracting(Message::key).containsExactly("export.warning.vaeScaling");
        try (Checkpoint written = ExportFixture.open(there)) {
            assertThat(written.tensors()).hasSize(436);
            assertSame(
                    new StoredTensor(
                            written.tensor("decoder.up_blocks.3.resnets.0.conv1.conv.weight").orElseThrow().info(),
                            source.tensor("decoder.up.0.block.0.conv1.conv.weight").orElseThrow().data(),
                            ""),
                    written.tensor("decoder.up_blocks.3.resnets.0.conv1.conv.weight").orElseThrow());
        }
        JsonNode config = json(there.resolve("config.json"));
        assertThat(config.get("_class_name").asString()).isEqualTo("AutoencoderKLCogVideoX");
        assertThat(config.get("latent_channels").asInt()).isEqualTo(1);
        assertThat(config.get("layers_per_block").asInt()).isEqualTo(3);
        assertThat(config.get("block_out_channels").valueStream().map(JsonNode::asInt)).containsExactly(8, 16, 16, 32);
        Path back = folder.resolve("3d-vae.pt");
        convert(there, Program.SAT, back, ExportOptions.NONE);
        try (Checkpoint after = ExportFixture.open(back)) {
            assertThat(after.tensors()).hasSize(source.tensors().size() - 1);
            for (StoredTensor tensor : after.tensors().values()) {
                assertSame(tensor, source.tensor(tensor.info().name()).orElseThrow());
            }
        }
    }

    @Test
    void aDtypeThatIsAskedForRoundsEveryWeightOnce() throws Exception {
        ExportOptions options = new ExportOptions(
                ScaleChoice.AUTO, OptionalDouble.empty(), Optional.of(DType.BF16), Map.of("note", "small"), Set.of(), List.of(),
                ExportOptions.CLIP, ExportOptions.SHARD_BYTES);
        Path out = folder.resolve("transformer");

        ExportReport report = convert(SAT, Program.DIFFUSERS, out, options);

        assertThat(report.maxRelativeError()).isBetween(1e-5, 1.0 / 256);
        try (Checkpoint written = ExportFixture.open(out)) {
            assertThat(written.infos()).allMatch(info -> info.dtype() == DType.BF16);
            assertThat(written.metadata()).containsEntry("note", "small");
        }
    }

    @Test
    void readersOfAdaptersGetNoModel() {
        assertThatThrownBy(() -> convert(SAT, Program.KOHYA, folder.resolve("out.safetensors"), ExportOptions.NONE))
                .isInstanceOf(ExportException.class)
                .hasMessage(SAT + " is a full model; Patchbay writes those for diffusers and SAT, not for kohya.");
    }

    @Test
    void whatTheBaseHasAndTheFileLacksIsSaid() throws Exception {
        try (Checkpoint source = ExportFixture.open(SAT)) {
            ConversionRules rules =
                    ConversionRules.choose(new Analyzer(WorkspaceState.EMPTY.with(source), KnownRules.BUILT_IN), Program.DIFFUSERS);
            MappingResult mapping = rules.rules().apply(source.infos());
            ExportPlan plan = new Conversion(
                            source,
                            mapping,
                            AdapterAssembler.assemble(source, mapping, OptionalDouble.empty()),
                            ModelCatalog.find("cogvideox-2b"),
                            Program.DIFFUSERS)
                    .plan();
            assertThat(plan.warnings()).extracting(Message::toString)
                    .anyMatch(text -> text.startsWith("Tensors that cogvideox-2b has in this shape"));
        }
    }

    /** The VAE of CogVideoX under SAT's names, with a sixteenth of its channels. */
    private static Checkpoint smallVae() {
        Map<String, Shape> tensors = ModelCatalog.find("cogvideox-2b").orElseThrow().component("vae").orElseThrow().tensors();
        List<TensorInfo> infos = tensors.entrySet().stream()
                .map(tensor -> new TensorInfo(tensor.getKey(), DType.F32, small(tensor.getValue())))
                .toList();
        SyntheticCheckpoint vae = new SyntheticCheckpoint();
        BuiltInRules.find("cogvideox-vae-to-sat").orElseThrow().apply(infos).tensors()
                .forEach(tensor -> vae.tensor(tensor.name(), tensor.info().shape().toArray()));
        return vae.tensor("loss.perceptual.weight", 2, 2).build();
    }

    private static Shape small(Shape shape) {
        return Shape.of(Arrays.stream(shape.toArray()).map(size -> Math.ceilDiv(size, 16)).toArray());
    }

    private ExportReport convert(Path source, Program target, Path out, ExportOptions options) throws IOException {
        try (Checkpoint checkpoint = ExportFixture.open(source)) {
            return convert(checkpoint, target, out, options);
        }
    }

    private static ExportReport convert(Checkpoint checkpoint, Program target, Path out, ExportOptions options) throws IOException {
        ConversionRules rules = ConversionRules.choose(new Analyzer(WorkspaceState.EMPTY.with(checkpoint), KnownRules.BUILT_IN), target);
        MappingResult mapping = rules.rules().apply(checkpoint.infos());
        Conversion conversion = new Conversion(
                checkpoint, mapping, AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty()), Optional.empty(), target);
        return conversion.write(conversion.plan(options), out, false, Progress.SILENT, Cancellation.NEVER);
    }

    private static void assertSame(Path left, Path right) throws IOException {
        try (Checkpoint ours = ExportFixture.open(left);
                Checkpoint theirs = ExportFixture.open(right)) {
            assertThat(ours.tensors().keySet()).containsExactlyInAnyOrderElementsOf(theirs.tensors().keySet());
            for (StoredTensor tensor : ours.tensors().values()) {
                assertSame(tensor, theirs.tensor(tensor.info().name()).orElseThrow());
            }
        }
    }

    private static void assertSame(StoredTensor one, StoredTensor other) throws IOException {
        assertThat(one.info()).isEqualTo(other.info());
        try (Arena arena = Arena.ofConfined()) {
            assertThat(one.data().bytes(arena).mismatch(other.data().bytes(arena))).as(one.info().name()).isEqualTo(-1);
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static List<String> names(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
