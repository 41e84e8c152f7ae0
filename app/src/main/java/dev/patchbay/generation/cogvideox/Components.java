package dev.patchbay.generation.cogvideox;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.torch.MemoryPlan;
import dev.patchbay.generation.torch.Noise;
import dev.patchbay.generation.torch.Sampler;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.torch.t5.T5Encoder;
import dev.patchbay.generation.torch.t5.T5Tokenizer;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Text encoder, transformer and VAE of a pipeline, loaded on one device. */
final class Components implements Closeable {

    private final PipelineConfig config;
    private final MemoryPlan memory;
    private final PtNDManager manager;
    private final List<Closeable> opened = new ArrayList<>();
    private final Script casts;
    private final Script sampling;
    private final Script random;
    private final T5Tokenizer tokenizer;
    private final T5Encoder textEncoder;
    private final Transformer transformer;
    private final VaeDecoder vaeDecoder;

    /**
     * Loads all components; if one fails, those loaded so far are closed.
     *
     * @param opener opens the folders of the components
     * @param device of all tensors
     * @param memory decides what is widened to float32 once
     */
    Components(PipelineConfig config, CheckpointOpener opener, Device device, MemoryPlan memory) throws IOException {
        this.config = config;
        this.memory = memory;
        this.manager = TorchEngine.manager(device);
        TorchEngine.prepareThread(config.threads(LatentGrid.trained(config), TorchEngine.threads()));
        boolean complete = false;
        try {
            this.casts = Weights.casts(manager);
            this.sampling = Sampler.kernels(manager);
            this.random = Noise.kernels(manager);
            this.tokenizer = later(new T5Tokenizer(config.folder().resolve("tokenizer")));
            this.textEncoder = new T5Encoder(config.text(), manager, weights(opener, "text_encoder"));
            this.transformer = new Transformer(config.transformer(), manager, weights(opener, "transformer"));
            this.vaeDecoder = new VaeDecoder(config.vae(), manager, weights(opener, "vae"));
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private Weights weights(CheckpointOpener opener, String component) throws IOException {
        Checkpoint checkpoint = opener.open(config.folder().resolve(component));
        return later(new Weights(manager, checkpoint, casts, memory.widenOnce(Weights.widenedBytes(checkpoint))));
    }

    private <T extends Closeable> T later(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    PipelineConfig config() {
        return config;
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

    T5Tokenizer tokenizer() {
        return tokenizer;
    }

    T5Encoder textEncoder() {
        return textEncoder;
    }

    Transformer transformer() {
        return transformer;
    }

    VaeDecoder vaeDecoder() {
        return vaeDecoder;
    }

    /** Closes the tensors before the memory-mapped files that hold their elements. */
    @Override
    public void close() throws IOException {
        manager.close();
        for (Closeable each : opened.reversed()) {
            each.close();
        }
    }
}
