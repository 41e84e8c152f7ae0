package dev.patchbay.generation.wan.transformer;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.torch.AdapterBytes;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.RandomData;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A few blocks of a Wan transformer at full width with random weights, and one call of them. */
public final class FullWidth implements AutoCloseable {

    /** Tokens of a prompt. */
    public static final int TEXT = 512;

    private static final int HEAD = 128;

    private final WanTransformerConfig config;
    private final PtNDManager manager;
    private final Component<WanTransformer> transformer;
    private final DType dtype;

    /** Writes a transformer's folder; {@code hidden} is the inner width of feed-forward layers. */
    public static Path write(Path folder, int width, int hidden, int blocks, DType stored) throws IOException {
        Files.createDirectories(folder);
        Path config = Files.writeString(folder.resolve("config.json"), """
                {"_class_name": "WanTransformer3DModel", "num_attention_heads": %d, "attention_head_dim": %d, "ffn_dim": %d,
                 "num_layers": %d, "in_channels": 16, "out_channels": 16, "text_dim": 4096, "freq_dim": 256, "patch_size": [1, 2, 2],
                 "cross_attn_norm": true, "qk_norm": "rms_norm_across_heads", "eps": 1e-06, "rope_max_seq_len": 1024}
                """.formatted(width / HEAD, HEAD, hidden, blocks));
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        WanTransformer.shapes(WanTransformerConfig.of(ConfigFileJson.read(config)))
                .forEach((name, shape) -> tensors.put(name, new RandomData(stored, shape)));
        Path file = folder.resolve("diffusion_pytorch_model.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of("format", "pt"), channel);
        }
        return folder;
    }

    /** @param folder from {@link #write} */
    public FullWidth(Path folder, DType dtype, int threads) throws IOException {
        this.config = WanTransformerConfig.of(ConfigFileJson.read(folder.resolve("config.json")));
        this.manager = TorchEngine.manager(Devices.choose(DeviceChoice.CPU));
        this.dtype = dtype;
        TorchEngine.prepareThread(threads);
        Script kernels = WanTransformer.kernels(manager);
        this.transformer = new Component<>(
                manager, Weights.casts(manager), TestOpener.OPENER, folder, weights -> new WanTransformer(config, kernels, weights));
    }

    /** Bytes of all but weights in a call, as planned. */
    public long planned(int batch, int frames, int rows, int columns, AppliedAdapter... adapters) {
        AdapterBytes bytes = WanTransformer.adapters(config).measure(List.of(adapters), dtype);
        return WanTransformerCost.of(config, batch, config.tokens(frames, rows, columns), TEXT, bytes, dtype).working();
    }

    /** Loads the weights, all of which stay. */
    public void load() throws IOException {
        use().close();
    }

    private Component.Use<WanTransformer> use() throws IOException {
        return transformer.use(new Residency(dtype, Long.MAX_VALUE, true), Cancellation.NEVER);
    }

    /** One call with latents of this size. */
    public float[] predict(int batch, int frames, int rows, int columns, AppliedAdapter... adapters) throws IOException {
        try (PtNDManager run = manager.newSubManager(manager.getDevice());
                Component.Use<WanTransformer> model = use();
                AppliedDeltas deltas = WanTransformer.adapters(config).apply(run, List.of(adapters))) {
            PtNDArray latents = normal(run, batch, config.channels(), frames, rows, columns);
            PtNDArray text = normal(run, batch, TEXT, config.textDim());
            float[] times = new float[batch];
            Arrays.fill(times, 500);
            return model.model().predict(run, latents, text, (PtNDArray) run.create(times), deltas, Cancellation.NEVER).toFloatArray();
        }
    }

    private static PtNDArray normal(PtNDManager run, long... shape) {
        return (PtNDArray) run.randomNormal(new Shape(shape));
    }

    @Override
    public void close() throws IOException {
        transformer.close();
        manager.close();
    }
}
