package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.cogvideox.files.TokenizerSearch;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever is wrong with one file of a model, a person reads one sentence that names the file and, where it is a tensor, the tensor, before
 * a single value is read.
 */
class ForeignPartsTest {

    private static final List<String> COMPONENTS = List.of("transformer", "text_encoder", "vae");

    private static Path folder = Path.of("");
    private static Path model = Path.of("");

    @BeforeContainer
    static void copy() throws IOException {
        folder = Files.createTempDirectory("foreign");
        model = CopiedModel.of("cogvideox-2b", folder.resolve("model")).folder();
        for (String component : COMPONENTS) {
            forms("right").wrapped(component + ".safetensors", "", component);
        }
    }

    private static SingleFileForms forms(String target) throws IOException {
        return new SingleFileForms(model, Files.createDirectories(folder.resolve(target)));
    }

    private static ModelSource with(String component, Path file) {
        List<Path> files = COMPONENTS.stream()
                .map(each -> each.equals(component) ? file : folder.resolve("right/" + each + ".safetensors"))
                .toList();
        return new ModelSource(
                files.get(0), Optional.of(files.get(1)), Optional.of(files.get(2)), Optional.of(model.resolve("tokenizer")));
    }

    /** The values of these models may not be read: whoever asks for one is found out. */
    private static CogVideoXPipelineFactory withoutValues() throws IOException {
        CheckpointOpener plain = TestOpener.OPENER;
        CheckpointOpener shut = new CheckpointOpener(plain.readers(), plain.limits(), opened -> new Checkpoint(
                opened.path(), opened.format(), opened.layout(),
                opened.tensors().values().stream().map(ForeignPartsTest::shut).toList(),
                opened.metadata(), Map.of(), opened.warnings(), opened));
        List<PublishedVariant> tiny =
                List.of(new PublishedVariant("tiny", 8, Optional.empty(), PipelineConfigJson.read(model)));
        return new CogVideoXPipelineFactory(shut, Optional.empty(), new SingleFiles(shut, () -> tiny, new TokenizerSearch(List::of)));
    }

    private static StoredTensor shut(StoredTensor stored) {
        return new StoredTensor(stored.info(), new Shut(stored.data().dtype(), stored.data().shape()), stored.location());
    }

    private record Shut(DType dtype, Shape shape) implements TensorData {

        @Override
        public MemorySegment bytes(Arena arena) {
            throw new AssertionError("a value was read");
        }
    }

    private static String sentence(ModelSource source) throws IOException {
        Throwable refused = catchThrowable(() -> {
            try (VideoPipeline loaded = withoutValues().load(source, EngineChoice.on(DeviceChoice.CPU))) {
                loaded.info();
            }
        });
        assertThat(refused).isInstanceOf(IOException.class);
        String sentence = Objects.requireNonNull(refused.getMessage());
        assertThat(sentence).endsWith(".").doesNotContain("\n").doesNotContain("Exception");
        return sentence;
    }

    @Example
    void theRightFilesAreTaken() throws IOException {
        try (VideoPipeline loaded = withoutValues().load(with("", Path.of("")), EngineChoice.on(DeviceChoice.CPU))) {
            assertThat(loaded.info().frames()).isPositive();
        }
    }

    /** A download that broke off anywhere: in the length, in the header or in the values. */
    @Property(tries = 60)
    void aFileThatWasCutOffAnywhere(@ForAll Random random) throws IOException {
        String component = COMPONENTS.get(random.nextInt(3));
        byte[] whole = Files.readAllBytes(folder.resolve("right/" + component + ".safetensors"));
        long header = 8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int end = random.nextInt(3) == 0 ? random.nextInt(Math.toIntExact(header)) : random.nextInt(whole.length);
        Path cut = Files.createDirectories(folder.resolve("cut")).resolve(component + ".safetensors");
        Files.write(cut, Arrays.copyOf(whole, end));
        String sentence = sentence(with(component, cut));
        assertThat(sentence).startsWith(cut.toString());
        if (end > header) {
            assertThat(sentence).contains("tensor ").containsAnyOf(names(component).toArray(String[]::new));
        }
    }

    private static List<String> names(String component) throws IOException {
        return List.copyOf(forms("right").tensors(component).keySet());
    }

    /** A part of another model of the family or of another family that is named alike: tensors of other sizes, more or fewer layers. */
    @Property(tries = 60)
    void aPartOfAnotherSize(@ForAll Random random) throws IOException {
        String component = COMPONENTS.get(random.nextInt(3));
        Map<String, TensorData> tensors = forms("right").tensors(component);
        List<String> needed = new ArrayList<>(tensors.keySet());
        // A clip from text needs no encoder.
        needed.removeIf(name -> name.startsWith("encoder.") && component.equals("vae"));
        List<String> spoilt = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            spoilt.add(needed.remove(random.nextInt(needed.size())));
        }
        boolean lacking = random.nextBoolean();
        spoilt.forEach(name -> tensors.compute(name, (same, data) -> lacking ? null : other(data, random)));
        Path foreign = folder.resolve("foreign-" + component + ".safetensors");
        Files.deleteIfExists(foreign);
        new SingleFileForms(model, folder).safetensors(String.valueOf(foreign.getFileName()), tensors);
        assertThat(sentence(with(component, foreign))).startsWith(foreign.toString()).satisfies(sentence ->
                assertThat(spoilt).anyMatch(sentence::contains));
    }

    private static TensorData other(TensorData data, Random random) {
        long[] sizes = data.shape().toArray();
        int axis = random.nextInt(sizes.length);
        sizes[axis] = sizes[axis] == 1 || random.nextBoolean() ? sizes[axis] + 1 : sizes[axis] - 1;
        return SingleFileForms.zeros(sizes);
    }

    /** An autoencoder of images and an encoder of another generation of text models: nothing of them is CogVideoX's. */
    @Property(tries = 20)
    void aPartOfAnotherFamily(@ForAll Random random) throws IOException {
        String component = COMPONENTS.get(random.nextInt(3));
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            String name = List.of("decoder.conv_in.weight", "encoder.conv_in.weight", "text_model.embeddings.position_ids",
                    "model.layers.0.mlp.up_proj.weight", "double_blocks.0.img_attn.qkv.weight", "shared.weight",
                    "decoder.mid.attn_1.q.weight", "post_quant_conv.weight").get(random.nextInt(8));
            tensors.put(name, SingleFileForms.zeros(1 + random.nextInt(5), 1 + random.nextInt(5)));
        }
        Path foreign = folder.resolve("family-" + component + ".safetensors");
        Files.deleteIfExists(foreign);
        new SingleFileForms(model, folder).safetensors(String.valueOf(foreign.getFileName()), tensors);
        assertThat(sentence(with(component, foreign))).startsWith(foreign.toString());
    }
}
