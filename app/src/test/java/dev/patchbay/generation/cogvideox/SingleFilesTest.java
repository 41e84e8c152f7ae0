package dev.patchbay.generation.cogvideox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DTypeChoice;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.cogvideox.files.PartFile;
import dev.patchbay.generation.cogvideox.files.TokenizerSearch;
import dev.patchbay.generation.cogvideox.schedule.SchedulerKind;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tiny models as single files of SAT and ComfyUI: the same tensors, and the same clips to the last bit. */
@Tag("torch")
class SingleFilesTest {

    @TempDir
    private Path folder;

    private Path files;
    private List<Path> places = List.of();

    @BeforeEach
    void makeFolder() throws IOException {
        files = Files.createDirectories(folder.resolve("deep/in/files"));
    }

    private CopiedModel copied(String variant) throws IOException {
        return CopiedModel.of(variant, folder.resolve(variant));
    }

    private SingleFileForms forms(CopiedModel model) {
        return new SingleFileForms(model.folder(), files);
    }

    private CogVideoXPipelineFactory factory(CopiedModel... models) throws IOException {
        List<PublishedVariant> variants = new ArrayList<>();
        for (CopiedModel model : models) {
            String name = "tiny " + model.folder().getFileName();
            variants.add(new PublishedVariant(name, 8, Optional.empty(), PipelineConfigJson.read(model.folder())));
        }
        return new CogVideoXPipelineFactory(
                TestOpener.OPENER, Optional.empty(), new SingleFiles(TestOpener.OPENER, () -> variants, new TokenizerSearch(() -> places)));
    }

    private static ModelSource source(Path model, Path text, Path vae, Path tokenizer) {
        return new ModelSource(model, Optional.of(text), Optional.of(vae), Optional.of(tokenizer));
    }

    private static void assertSame(PartFile file, Path folder) throws IOException {
        try (Checkpoint made = file.open(); Checkpoint own = TestOpener.OPENER.open(folder); Arena arena = Arena.ofConfined()) {
            for (StoredTensor expected : own.tensors().values()) {
                String name = expected.info().name();
                StoredTensor found = Objects.requireNonNull(made.tensors().get(name), name);
                assertThat(found.info()).isEqualTo(expected.info());
                assertThat(found.data().bytes(arena).mismatch(expected.data().bytes(arena))).as(name).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cogvideox-2b", "cogvideox-5b", "cogvideox-5b-i2v", "cogvideox-1.5-5b", "cogvideox-1.5-5b-i2v"})
    void everyTensorOfEveryVariantIsTheFoldersInEveryForm(String variant) throws IOException {
        CopiedModel model = copied(variant);
        SingleFileForms forms = forms(model);
        List<Path> transformers = List.of(
                forms.satTransformer(),
                forms.comfyTransformer(),
                forms.wrapped("wrapped.safetensors", "model.diffusion_model.", "transformer"),
                forms.wrapped("bare.safetensors", "", "transformer"));
        List<Path> encoders = List.of(
                forms.wrapped("t5.safetensors", "", "text_encoder"), forms.encoderWithTokenizer(), forms.llamaEncoder(),
                forms.wrapped("sat-t5.safetensors", "conditioner.embedders.0.transformer.", "text_encoder"));
        List<Path> vaes = List.of(forms.satVae(), forms.wrapped("vae.safetensors", "", "vae"),
                forms.wrapped("wrapped-vae.safetensors", "first_stage_model.", "vae"));
        PublishedVariant tiny = new PublishedVariant("tiny", 8, Optional.empty(), PipelineConfigJson.read(model.folder()));
        SingleFiles singles = new SingleFiles(TestOpener.OPENER, () -> List.of(tiny), new TokenizerSearch(List::of));
        for (int i = 0; i < 4; i++) {
            Path vae = vaes.get(i % vaes.size());
            ModelFiles read = singles.read(source(transformers.get(i), encoders.get(i), vae, model.folder().resolve("tokenizer")));
            assertSame(read.transformer(), model.folder().resolve("transformer"));
            assertSame(read.textEncoder(), model.folder().resolve("text_encoder"));
            assertSame(read.vae(), model.folder().resolve("vae"));
        }
        ModelSource whole = ModelSource.of(forms.whole());
        ModelFiles read = singles.read(whole);
        assertSame(read.transformer(), model.folder().resolve("transformer"));
        assertSame(read.textEncoder(), model.folder().resolve("text_encoder"));
        assertSame(read.vae(), model.folder().resolve("vae"));
        assertThat(singles.parts(whole)).allMatch(ModelPart::usable).hasSize(4);
    }

    private static Clip clip(CogVideoXPipelineFactory factory, ModelSource source, Reference reference) throws IOException {
        try (VideoPipeline pipeline = factory.load(source, EngineChoice.on(DeviceChoice.CPU))) {
            return pipeline.generate(
                    reference.request(SchedulerKind.DDIM, reference.adapter("style", 0.8)), StepListener.SILENT, Cancellation.NEVER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cogvideox-2b", "cogvideox-5b-i2v", "cogvideox-1.5-5b-i2v"})
    void theClipIsTheFoldersToTheLastBit(String variant) throws IOException {
        try (Reference reference = new Reference(variant)) {
            CopiedModel model = copied(variant);
            SingleFileForms forms = forms(model);
            CogVideoXPipelineFactory factory = factory(model);
            Clip expected = clip(factory, ModelSource.of(model.folder()), reference);
            ModelSource sat = source(
                    forms.satTransformer(), forms.wrapped("t5.safetensors", "", "text_encoder"), forms.satVae(),
                    model.folder().resolve("tokenizer/spiece.model"));
            assertThat(factory.matches(sat)).isTrue();
            assertThat(clip(factory, sat, reference).frames()).containsExactly(expected.frames());
            ModelSource comfy = ModelSource.of(forms.whole());
            assertThat(clip(factory, comfy, reference).frames()).containsExactly(expected.frames());
        }
    }

    @Test
    void aVariantIsRecognisedByTheShapesOfItsTensors() throws IOException {
        CopiedModel[] models = {
            copied("cogvideox-5b"), copied("cogvideox-5b-i2v"), copied("cogvideox-1.5-5b"), copied("cogvideox-1.5-5b-i2v")
        };
        CogVideoXPipelineFactory factory = factory(models);
        for (CopiedModel model : models) {
            Path target = Files.createDirectories(files.resolve(String.valueOf(model.folder().getFileName())));
            Path transformer = new SingleFileForms(model.folder(), target).satTransformer();
            ModelPart part = factory.parts(ModelSource.of(transformer)).getFirst();
            assertThat(part.found().text()).startsWith("tiny " + model.folder().getFileName() + " · ").endsWith("(sat-weights)");
            BaseModel modules = factory.modules(ModelSource.of(transformer)).orElseThrow();
            assertThat(modules.main().module("transformer_blocks.1.attn1.to_q")).isPresent();
            assertThat(modules.family()).isEqualTo("cogvideox");
        }
    }

    @Test
    void aTokenizerIsTakenFromWhereverItIs() throws IOException {
        CopiedModel model = copied("cogvideox-2b");
        SingleFileForms forms = forms(model);
        CogVideoXPipelineFactory factory = factory(model);
        Path transformer = forms.satTransformer();
        Path vae = forms.satVae();
        Path plain = forms.wrapped("t5.safetensors", "", "text_encoder");
        ModelSource none = new ModelSource(transformer, Optional.of(plain), Optional.of(vae), Optional.empty());
        assertThatThrownBy(() -> factory.describe(none))
                .hasMessageStartingWith(plain + ": the file holds no tokenizer, and none of T5 with up to 384 tokens was found beside the "
                        + "files, among ComfyUI's text encoders or in the Hugging Face cache; name a spiece.model")
                .hasMessageContaining("--tokenizer PATH");
        ModelSource inside = new ModelSource(transformer, Optional.of(forms.encoderWithTokenizer()), Optional.of(vae), Optional.empty());
        assertThat(tokenizer(factory, inside).found().text()).isEqualTo("in the text encoder's file");
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Files.createDirectories(cache.resolve("tokenizer_3"));
        Files.copy(model.folder().resolve("tokenizer/spiece.model"), cache.resolve("tokenizer_3/spiece.model"));
        places = List.of(folder.resolve("no"), cache);
        assertThat(tokenizer(factory, none).file()).contains(cache.resolve("tokenizer_3/spiece.model"));
        Files.copy(model.folder().resolve("tokenizer/spiece.model"), files.resolve("spiece.model"));
        assertThat(tokenizer(factory, none).file()).as("nearer").contains(files.resolve("spiece.model"));
        Path given = model.folder().resolve("tokenizer");
        assertThat(tokenizer(factory, source(transformer, plain, vae, given)).file()).contains(given);
        Path wrong = folder.resolve("no");
        assertThatThrownBy(() -> factory.describe(source(transformer, plain, vae, wrong)))
                .hasMessage(wrong + ": there is no tokenizer; name a spiece.model, a tokenizer.json or a folder with one of them.");
    }

    private static ModelPart tokenizer(CogVideoXPipelineFactory factory, ModelSource source) throws IOException {
        return factory.parts(source).getLast();
    }

    /** A wrong tokenizer makes a clip of another prompt without a word. */
    @Test
    void aTokenizerThatIsNotT5sOrOfAnotherSizeIsNotTaken() throws IOException {
        CopiedModel model = copied("cogvideox-2b");
        SingleFileForms forms = forms(model);
        Path plain = forms.wrapped("t5.safetensors", "", "text_encoder");
        ModelSource none = new ModelSource(forms.satTransformer(), Optional.of(plain), Optional.of(forms.satVae()), Optional.empty());
        byte[] right = Files.readAllBytes(model.folder().resolve("tokenizer/spiece.model"));
        byte[] renamed = right.clone();
        renamed[4] = 's'; // <pad> → <sad>
        Path beside = files.resolve("spiece.model");
        CogVideoXPipelineFactory factory = factory(model);
        for (byte[] bad : List.of(renamed, new byte[] {1, 2, 3}, new byte[0])) {
            Files.write(beside, bad);
            assertThatThrownBy(() -> factory.describe(none)).hasMessageContaining("the file holds no tokenizer");
        }
        String json = "{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"<pad>\", 0.0], [\"</s>\", 0.0]%s]}}";
        Files.delete(beside);
        Files.writeString(files.resolve("tokenizer.json"), json.formatted(", [\"a\", 0.0]".repeat(400)));
        assertThatThrownBy(() -> factory.describe(none)).hasMessageContaining("the file holds no tokenizer");
        Files.writeString(files.resolve("tokenizer.json"), json.formatted(", [\"a\", 0.0]".repeat(200)));
        assertThat(tokenizer(factory, none).file()).contains(files.resolve("tokenizer.json"));
        Files.write(beside, right);
        assertThat(tokenizer(factory, none).file()).contains(beside);
    }

    @Test
    void whatIsMissingOrWrongIsOneSentenceBeforeAnythingIsLoaded() throws IOException {
        CopiedModel model = copied("cogvideox-2b");
        SingleFileForms forms = forms(model);
        CogVideoXPipelineFactory factory = factory(model);
        Path transformer = forms.satTransformer();
        Path text = forms.wrapped("t5.safetensors", "", "text_encoder");
        Path vae = forms.satVae();
        Path tokenizer = model.folder().resolve("tokenizer");
        assertThatThrownBy(() -> factory.load(ModelSource.of(transformer), EngineChoice.on(DeviceChoice.CPU)))
                .hasMessage(transformer + ": the file holds no text encoder, which tiny cogvideox-2b needs; name a file of T5 beside it, "
                        + "such as t5xxl_fp16.safetensors (--text-encoder FILE).");
        ModelSource noVae = new ModelSource(transformer, Optional.of(text), Optional.empty(), Optional.of(tokenizer));
        assertThatThrownBy(() -> factory.load(noVae, EngineChoice.on(DeviceChoice.CPU)))
                .hasMessageStartingWith(transformer + ": the file holds no autoencoder, which tiny cogvideox-2b needs;");
        assertThatThrownBy(() -> factory.load(source(transformer, vae, text, tokenizer), EngineChoice.on(DeviceChoice.CPU)))
                .hasMessage(vae + ": this is no text encoder of T5, which tiny cogvideox-2b needs.");
        assertThatThrownBy(() -> factory.load(source(transformer, text, text, tokenizer), EngineChoice.on(DeviceChoice.CPU)))
                .hasMessage(text + ": this is no autoencoder of CogVideoX, which tiny cogvideox-2b needs.");
        assertThatThrownBy(() -> factory.load(source(text, text, vae, tokenizer), EngineChoice.on(DeviceChoice.CPU)))
                .hasMessage(text + ": the file holds no transformer that Patchbay plays as a single file (tiny cogvideox-2b).");
        assertThat(factory.matches(ModelSource.of(text))).isFalse();
    }

    @Test
    void filesOfOtherModelsAreRefusedByTensor() throws IOException {
        CopiedModel model = copied("cogvideox-2b");
        SingleFileForms forms = forms(model);
        CogVideoXPipelineFactory factory = factory(model);
        Path transformer = forms.satTransformer();
        Path tokenizer = model.folder().resolve("tokenizer");
        Path text = forms.wrapped("t5.safetensors", "", "text_encoder");
        Path vae = forms.satVae();
        var wide = forms.tensors("text_encoder");
        wide.put("shared.weight", SingleFileForms.zeros(384, 48));
        Path other = forms.safetensors("wide.safetensors", wide);
        assertThatThrownBy(() -> factory.describe(source(transformer, other, vae, tokenizer)))
                .hasMessage(other + ": the tensor shared.weight has shape [384, 48], but tiny cogvideox-2b needs [384, 32]; the files do "
                        + "not belong together.");
        var odd = forms.tensors("transformer");
        odd.put("transformer_blocks.1.ff.net.2.bias", SingleFileForms.zeros(31));
        Path cut = forms.safetensors("odd.safetensors", odd);
        assertThatThrownBy(() -> factory.load(source(cut, text, vae, tokenizer), EngineChoice.on(DeviceChoice.CPU)))
                .hasMessage(cut + ": the tensor transformer_blocks.1.ff.net.2.bias has shape [31], but the model that the transformer's "
                        + "file was recognised as has [32].");
        var fewer = forms.tensors("transformer");
        fewer.remove("transformer_blocks.1.attn1.to_k.weight");
        Path lacking = forms.safetensors("lacking.safetensors", fewer);
        assertThatThrownBy(() -> factory.load(source(lacking, text, vae, tokenizer), EngineChoice.on(DeviceChoice.CPU)))
                .hasMessage(lacking + ": the tensor transformer_blocks.1.attn1.to_k.weight is missing; the model needs it with shape "
                        + "[32, 32].");
    }

    private static long weights(GenerationPlan plan) {
        return plan.stages().stream().filter(stage -> stage.stage() == StepListener.Stage.DENOISING).findFirst().orElseThrow().weights();
    }

    @Test
    void aPlanOfSingleFilesIsTheFolders() throws IOException {
        CopiedModel model = copied("cogvideox-2b");
        SingleFileForms forms = forms(model);
        ModelSource sat = source(
                forms.satTransformer(), forms.wrapped("t5.safetensors", "", "text_encoder"), forms.satVae(),
                model.folder().resolve("tokenizer"));
        CogVideoXPipelineFactory factory = factory(model);
        try (Reference reference = new Reference("cogvideox-2b")) {
            // As they are stored.
            EngineChoice half = new EngineChoice(DeviceChoice.CPU, DTypeChoice.F16);
            GenerationPlan plan = factory.plan(sat, reference.request(SchedulerKind.DDIM), half);
            GenerationPlan own = factory.plan(ModelSource.of(model.folder()), reference.request(SchedulerKind.DDIM), half);
            assertThat(plan.stages()).hasSameSizeAs(own.stages());
            // SAT keeps both modulations of a block in turns: they are put together in memory, all others are used in the file.
            long made = 2 * 2 * (6L * 32 * 32 + 6 * 32) * Short.BYTES;
            assertThat(weights(plan) - weights(own)).isEqualTo(made);
        }
    }
}
