package dev.patchbay.generation.wan;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.AppliedAdapter.Expert;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.Sampler;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.torch.t5.T5Encoder;
import dev.patchbay.generation.torch.t5.T5Tokenizer;
import dev.patchbay.generation.wan.transformer.WanTransformer;
import dev.patchbay.generation.wan.transformer.WanTransformerConfig;
import dev.patchbay.generation.wan.vae.WanVaeDecoder;
import dev.patchbay.generation.wan.vae.WanVaeEncoder;
import dev.patchbay.tensor.DType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Text encoder, transformers and VAE of a pipeline on one device, each loaded by the stage of a run that uses it, and all the kernels. */
final class Components implements Closeable {

    private final PipelineConfig config;
    private final Optional<KeptNumbers> texts;
    private final PtNDManager manager;
    private final List<Closeable> opened = new ArrayList<>();
    private final Map<Expert, Component<WanTransformer>> transformers = new EnumMap<>(Expert.class);
    private final Script casts;
    private final Script sampling;
    private final Script random;
    private final Script conditions;
    private final T5Tokenizer tokenizer;
    private final Component<T5Encoder> textEncoder;
    private final Component<WanVaeDecoder> vaeDecoder;
    private final Component<WanVaeEncoder> vaeEncoder;

    /**
     * Compiles the kernels and loads the tokenizer; no weights yet.
     *
     * @param opener opens the folder of a component
     * @param device of all tensors
     * @param texts embeddings of prompts, if they are kept
     */
    Components(PipelineConfig config, CheckpointOpener opener, Device device, Optional<KeptNumbers> texts) throws IOException {
        this.config = config;
        this.texts = texts;
        this.manager = TorchEngine.manager(device);
        TorchEngine.prepareThread(TorchEngine.threads());
        boolean complete = false;
        try {
            this.casts = Weights.casts(manager);
            this.sampling = Sampler.kernels(manager);
            this.random = Noise.kernels(manager);
            this.conditions = Script.compile(manager, Components.class, "conditions");
            this.tokenizer = later(T5Tokenizer.folder(config.folder().resolve("tokenizer")));
            Script text = T5Encoder.kernels(manager);
            this.textEncoder = component(opener, "text_encoder", weights -> new T5Encoder(config.text(), text, weights));
            Script blocks = WanTransformer.kernels(manager);
            for (Expert expert : config.experts()) {
                WanTransformerConfig of = config.transformer(expert);
                String folder = expert == Expert.LOW_NOISE ? "transformer_2" : "transformer";
                transformers.put(expert, component(opener, folder, weights -> new WanTransformer(of, blocks, weights)));
            }
            Script layers = WanVaeDecoder.kernels(manager);
            this.vaeDecoder = component(opener, "vae", weights -> new WanVaeDecoder(config.vae(), layers, weights));
            this.vaeEncoder = component(opener, "vae", weights -> new WanVaeEncoder(config.vae(), layers, weights));
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private <M> Component<M> component(CheckpointOpener opener, String folder, Component.Maker<M> maker) {
        return later(new Component<>(manager, casts, opener, config.folder().resolve(folder), maker));
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
        List<Component<?>> all = new ArrayList<>(List.of(textEncoder, vaeDecoder));
        all.addAll(transformers.values());
        if (config.info("").takesImage()) {
            all.add(vaeEncoder);
        }
        return all;
    }

    PipelineConfig config() {
        return config;
    }

    Optional<KeptNumbers> texts() {
        return texts;
    }

    PtNDManager manager() {
        return manager;
    }

    Script sampling() {
        return sampling;
    }

    Script random() {
        return random;
    }

    /** Puts together what a transformer is given. */
    Script conditions() {
        return conditions;
    }

    T5Tokenizer tokenizer() {
        return tokenizer;
    }

    Component<T5Encoder> textEncoder() {
        return textEncoder;
    }

    /** @param expert one of {@link PipelineConfig#experts} */
    Component<WanTransformer> transformer(Expert expert) {
        Component<WanTransformer> transformer = transformers.get(expert);
        if (transformer == null) {
            throw new IllegalArgumentException(expert.name());
        }
        return transformer;
    }

    Component<WanVaeDecoder> vaeDecoder() {
        return vaeDecoder;
    }

    Component<WanVaeEncoder> vaeEncoder() {
        return vaeEncoder;
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : opened.reversed()) {
            each.close();
        }
        manager.close();
    }
}
