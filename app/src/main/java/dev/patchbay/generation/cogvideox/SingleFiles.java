package dev.patchbay.generation.cogvideox;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.OpenedBaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.cogvideox.files.FilePart;
import dev.patchbay.generation.cogvideox.files.PartFile;
import dev.patchbay.generation.cogvideox.files.TokenizerFile;
import dev.patchbay.generation.cogvideox.files.TokenizerSearch;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Models of single files: a file of the transformer, whose tensors tell which of the published models it is, beside files of the other
 * components. Reads headers only.
 *
 * @param opener opens the files
 * @param variants that a transformer can be; read when the first is asked for
 * @param tokenizers finds what no file brings
 */
record SingleFiles(CheckpointOpener opener, Supplier<List<PublishedVariant>> variants, TokenizerSearch tokenizers) {

    /** A transformer and the published model that it is. */
    private record Denoiser(PartFile file, PublishedVariant variant) {}

    /** True if the file holds a transformer that is played. */
    boolean isTransformer(Path file) throws IOException {
        return transformer(file).isPresent();
    }

    /** What a file is for; a file of several components is the transformer's. */
    Optional<ModelPart.Kind> part(Path file) throws IOException {
        if (TokenizerSearch.isNamedLikeOne(file)) {
            return Optional.of(ModelPart.Kind.TOKENIZER);
        }
        for (FilePart part : FilePart.values()) {
            if (PartFile.recognise(part, file, opener).isPresent()) {
                return Optional.of(ModelPart.Kind.valueOf(part.name()));
            }
        }
        return Optional.empty();
    }

    private Optional<Denoiser> transformer(Path path) throws IOException {
        Optional<PartFile> file = PartFile.recognise(FilePart.TRANSFORMER, path, opener);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (Checkpoint checkpoint = file.get().open()) {
            return variants.get().stream()
                    .max(Comparator.comparingLong(variant -> equal(checkpoint, variant)))
                    .filter(best -> 2 * equal(checkpoint, best) > Transformer.shapes(best.config().transformer()).size())
                    .map(best -> new Denoiser(file.get(), best));
        }
    }

    private static long equal(Checkpoint checkpoint, PublishedVariant variant) {
        return Transformer.shapes(variant.config().transformer()).entrySet().stream()
                .filter(needed -> checkpoint.tensor(needed.getKey()).filter(found -> has(found.info().shape(), needed)).isPresent())
                .count();
    }

    private static boolean has(Shape found, Map.Entry<String, Shape> needed) {
        return found.equals(needed.getValue());
    }

    /**
     * The files of a model.
     *
     * @throws GenerationException if one is missing, or of another kind or size, or there is no tokenizer; the message says what is
     *     missing
     */
    ModelFiles read(ModelSource source) throws IOException {
        Denoiser denoiser = denoiser(source);
        PartFile text = component(FilePart.TEXT_ENCODER, source, denoiser);
        PartFile vae = component(FilePart.VAE, source, denoiser);
        PipelineConfig config = denoiser.variant().config().at(source.model());
        TokenizerFile tokenizer = tokenizers.find(source, text, config.text().vocabulary());
        return new ModelFiles(config, text, denoiser.file(), vae, tokenizer);
    }

    private Denoiser denoiser(ModelSource source) throws IOException {
        return transformer(source.model()).orElseThrow(() -> new GenerationException(
                Message.of("generation.single.notTransformer", source.model(), names())));
    }

    private String names() {
        return String.join(", ", variants.get().stream().map(PublishedVariant::name).toList());
    }

    /** The file of a component that was named, or the transformer's where it holds that too. */
    private PartFile component(FilePart part, ModelSource source, Denoiser denoiser) throws IOException {
        Optional<Path> named = part == FilePart.VAE ? source.vae() : source.textEncoder();
        Path path = named.orElse(source.model());
        String which = "generation.single." + (named.isPresent() ? "other." : "missing.") + part.id();
        PartFile file = PartFile.recognise(part, path, opener)
                .orElseThrow(() -> new GenerationException(Message.of(which, path, denoiser.variant().name())));
        try (Checkpoint checkpoint = file.open()) {
            for (Map.Entry<String, Shape> needed : telling(part, denoiser.variant().config()).entrySet()) {
                Optional<Shape> found = checkpoint.tensor(needed.getKey()).map(tensor -> tensor.info().shape());
                if (found.isPresent() && !has(found.get(), needed)) {
                    String model = denoiser.variant().name();
                    throw new GenerationException(Message.of(
                            "generation.single.otherSize", path, needed.getKey(), found.get(), model, needed.getValue()));
                }
            }
        }
        return file;
    }

    /** Tensors whose shapes tell that a component belongs to the model. */
    private static Map<String, Shape> telling(FilePart part, PipelineConfig config) {
        if (part == FilePart.VAE) {
            long width = config.vae().blockChannels().getLast();
            return Map.of("decoder.conv_in.conv.weight", Shape.of(width, config.vae().latentChannels(), 3, 3, 3));
        }
        return Map.of("shared.weight", Shape.of(config.text().vocabulary(), config.text().width()));
    }

    /** Each of the files, what it is, and what is missing. */
    List<ModelPart> parts(ModelSource source) {
        List<ModelPart> parts = new ArrayList<>();
        Optional<Denoiser> denoiser = Optional.empty();
        try {
            Denoiser found = denoiser(source);
            denoiser = Optional.of(found);
            Message sentence = Message.of("generation.single.transformer", found.variant().name(), origin(found.file()));
            parts.add(new ModelPart(ModelPart.Kind.TRANSFORMER, Optional.of(source.model()), sentence, true));
        } catch (IOException e) {
            parts.add(missing(ModelPart.Kind.TRANSFORMER, Optional.of(source.model()), e));
        }
        if (denoiser.isPresent()) {
            add(source, denoiser.get(), parts);
        }
        return parts;
    }

    private void add(ModelSource source, Denoiser denoiser, List<ModelPart> parts) {
        Optional<PartFile> text = part(ModelPart.Kind.TEXT_ENCODER, FilePart.TEXT_ENCODER, source.textEncoder(), source, denoiser, parts);
        part(ModelPart.Kind.VAE, FilePart.VAE, source.vae(), source, denoiser, parts);
        if (text.isEmpty()) {
            Message waits = Message.of("generation.single.tokenizerLater");
            parts.add(new ModelPart(ModelPart.Kind.TOKENIZER, source.tokenizer(), waits, source.tokenizer().isPresent()));
            return;
        }
        try {
            TokenizerFile file = tokenizers.find(source, text.get(), denoiser.variant().config().text().vocabulary());
            String how = source.tokenizer().isPresent() ? "named" : file.holder().isPresent() ? "inside" : "found";
            Message sentence = Message.of("generation.single.tokenizer." + how);
            parts.add(new ModelPart(ModelPart.Kind.TOKENIZER, Optional.of(file.path()), sentence, true));
        } catch (IOException e) {
            parts.add(missing(ModelPart.Kind.TOKENIZER, source.tokenizer(), e));
        }
    }

    private Optional<PartFile> part(
            ModelPart.Kind kind, FilePart part, Optional<Path> named, ModelSource source, Denoiser denoiser, List<ModelPart> parts) {
        try {
            PartFile file = component(part, source, denoiser);
            Message sentence = named.isPresent() ? origin(file) : Message.of("generation.single.sameFile");
            parts.add(new ModelPart(kind, Optional.of(file.path()), sentence, true));
            return Optional.of(file);
        } catch (IOException e) {
            boolean lacking = named.isEmpty() && e instanceof GenerationException;
            Message lacks = Message.of("generation.single.lacks." + part.id());
            parts.add(lacking ? new ModelPart(kind, named, lacks, false) : missing(kind, named, e));
            return Optional.empty();
        }
    }

    private static Message origin(PartFile file) {
        return file.rules().name().isEmpty()
                ? Message.of("generation.single.diffusers")
                : Message.of("generation.single.rules", file.rules().source());
    }

    private static ModelPart missing(ModelPart.Kind kind, Optional<Path> file, IOException reason) {
        return new ModelPart(kind, file, sentence(reason), false);
    }

    private static Message sentence(IOException reason) {
        return Reason.sentence(reason);
    }

    /** The modules of the transformer under diffusers' names, which adapters are read by. */
    BaseModel modules(ModelSource source) throws IOException {
        try (Checkpoint checkpoint = denoiser(source).file().open()) {
            return OpenedBaseModel.of(checkpoint);
        }
    }
}
