package dev.patchbay.generation.cogvideox;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.cogvideox.files.PartFile;
import dev.patchbay.generation.cogvideox.vae.VaeDecoder;
import dev.patchbay.generation.cogvideox.vae.VaeEncoder;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.Sampler;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.torch.t5.T5Encoder;
import dev.patchbay.generation.torch.t5.T5Tokenizer;
import dev.patchbay.tensor.DType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Text encoder, transformer and VAE of a pipeline on one device, each loaded by the stage of a run that uses it, and all the kernels. */
final class Components implements Closeable {

    private final PipelineConfig config;
    private final Optional<KeptNumbers> texts;
    private final PtNDManager manager;
    private final List<Closeable> opened = new ArrayList<>();
    private final Script casts;
    private final Script sampling;
    private final Script random;
    private final T5Tokenizer tokenizer;
    private final Component<T5Encoder> textEncoder;
    private final Component<Transformer> transformer;
    private final Component<VaeDecoder> vaeDecoder;
    private final Component<VaeEncoder> vaeEncoder;
    private @Nullable Optional<Colours> colours;

    /**
     * Compiles the kernels and loads the tokenizer; no weights yet.
     *
     * @param files of the model
     * @param device of all tensors
     * @param texts embeddings of prompts, if they are kept
     */
    Components(ModelFiles files, Device device, Optional<KeptNumbers> texts) throws IOException {
        this.config = files.config();
        this.texts = texts;
        this.manager = TorchEngine.manager(device);
        TorchEngine.prepareThread(config.threads(LatentGrid.trained(config), TorchEngine.threads()));
        boolean complete = false;
        try {
            this.casts = Weights.casts(manager);
            this.sampling = Sampler.kernels(manager);
            this.random = Noise.kernels(manager);
            this.tokenizer = later(files.tokenizer().open());
            Script text = T5Encoder.kernels(manager);
            this.textEncoder = component(files.textEncoder(), weights -> new T5Encoder(config.text(), text, weights));
            Script blocks = Transformer.kernels(manager);
            this.transformer = component(files.transformer(), weights -> new Transformer(config.transformer(), blocks, weights));
            Script layers = VaeDecoder.kernels(manager);
            this.vaeDecoder = component(files.vae(), weights -> new VaeDecoder(config.vae(), layers, weights));
            this.vaeEncoder = component(files.vae(), weights -> new VaeEncoder(config.vae(), layers, weights));
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private <M> Component<M> component(PartFile file, Component.Maker<M> maker) {
        return later(new Component<>(manager, casts, file.opener(), file.path(), maker));
    }

    private <T extends Closeable> T later(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    /**
     * Checks that all weights are there, with the shapes that the configuration implies; reads none of their values.
     *
     * @throws IOException if not; the message names the tensor
     */
    void check() throws IOException {
        for (Component<?> each : all()) {
            each.measure(DType.F32);
        }
    }

    /** Bytes of the weights that are on the device now. */
    long loadedBytes() {
        return all().stream().mapToLong(Component::loadedBytes).sum();
    }

    private List<Component<?>> all() {
        List<Component<?>> all = new ArrayList<>(List.of(textEncoder, transformer, vaeDecoder));
        vaeEncoder().ifPresent(all::add);
        return all;
    }

    PipelineConfig config() {
        return config;
    }

    /** The colours of latents, learned when they are asked for first; none if the autoencoder's file holds no encoder. */
    Optional<Colours> colours(RunContext run) throws IOException {
        Optional<Colours> known = colours;
        if (known == null) {
            known = hasEncoder(run) ? Optional.of(Colours.fit(run, vaeEncoder)) : Optional.empty();
            colours = known;
        }
        return known;
    }

    private boolean hasEncoder(RunContext run) throws IOException {
        try {
            vaeEncoder.measure(run.plan().vae().dtype());
            return true;
        } catch (GenerationException absent) {
            return false;
        }
    }

    Optional<KeptNumbers> texts() {
        return texts;
    }

    PtNDManager manager() {
        return manager;
    }

    Script casts() {
        return casts;
    }

    Script sampling() {
        return sampling;
    }

    Script random() {
        return random;
    }

    T5Tokenizer tokenizer() {
        return tokenizer;
    }

    Component<T5Encoder> textEncoder() {
        return textEncoder;
    }

    Component<Transformer> transformer() {
        return transformer;
    }

    Component<VaeDecoder> vaeDecoder() {
        return vaeDecoder;
    }

    /** Present if the pipeline takes an image. */
    Optional<Component<VaeEncoder>> vaeEncoder() {
        return config.takesImage() ? Optional.of(vaeEncoder) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : opened.reversed()) {
            each.close();
        }
        manager.close();
    }
}
