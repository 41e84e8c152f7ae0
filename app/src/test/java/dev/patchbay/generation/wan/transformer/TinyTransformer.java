package dev.patchbay.generation.wan.transformer;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.adapter.effect.LayerParts;
import dev.patchbay.adapter.effect.LayerShare;
import dev.patchbay.adapter.effect.NamedData;
import dev.patchbay.adapter.effect.TensorShare;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.ConfigFileJson;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.torch.AppliedDeltas;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.generation.torch.Script;
import dev.patchbay.generation.torch.TorchEngine;
import dev.patchbay.generation.torch.Weights;
import dev.patchbay.generation.wan.WanReference;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Both experts of a tiny Wan model, and the call that the reference records. */
final class TinyTransformer implements AutoCloseable {

    private final WanReference reference;
    private final WanTransformerConfig config;
    private final PtNDManager manager;
    private final List<Component<WanTransformer>> experts = new ArrayList<>();
    private List<String> warnings = List.of();

    /** @param variant {@code wan2.1-t2v-1.3b} and so on */
    TinyTransformer(String variant) throws IOException {
        this(new WanReference(variant), variant.contains("a14b") ? List.of("transformer", "transformer_2") : List.of("transformer"));
    }

    /** @param weights of each expert, in the pipeline's folder */
    TinyTransformer(WanReference reference, List<String> weights) throws IOException {
        this.reference = reference;
        this.config = WanTransformerConfig.of(ConfigFileJson.read(reference.folder().resolve("transformer/config.json")));
        this.manager = TorchEngine.manager(Devices.choose(DeviceChoice.CPU));
        TorchEngine.prepareThread(1);
        Script casts = Weights.casts(manager);
        Script kernels = WanTransformer.kernels(manager);
        for (String each : weights) {
            experts.add(new Component<>(manager, casts, TestOpener.OPENER, reference.folder().resolve(each),
                    loaded -> new WanTransformer(config, kernels, loaded)));
        }
    }

    /** 1, or 2 for a model with an expert of little noise. */
    int experts() {
        return experts.size();
    }

    float[] expected(int expert, String name) {
        return reference.floats("transformer_" + expert + "." + name);
    }

    /** What the last prediction said it does not play. */
    List<String> warnings() {
        return warnings;
    }

    long held() {
        return manager.getManagedArrays().size();
    }

    /** @param expert 1 or 2 */
    float[] predict(int expert, Residency residency, AppliedAdapter... adapters) throws IOException {
        try (PtNDManager run = manager.newSubManager(manager.getDevice());
                Component.Use<WanTransformer> transformer = experts.get(expert - 1).use(residency, Cancellation.NEVER);
                AppliedDeltas deltas = WanTransformer.adapters(config).apply(run, List.of(adapters))) {
            warnings = deltas.warnings().stream().map(message -> message.text()).toList();
            long[] timesteps = reference.longs("transformer.timestep");
            float[] times = new float[timesteps.length];
            for (int i = 0; i < times.length; i++) {
                times[i] = timesteps[i];
            }
            PtNDArray time = (PtNDArray) run.create(times, new Shape(reference.tensor("transformer.timestep").shape().toArray()));
            return transformer.model()
                    .predict(run, tensor(run, "hidden_states"), tensor(run, "encoder_hidden_states"), time, deltas, Cancellation.NEVER)
                    .toFloatArray();
        }
    }

    private PtNDArray tensor(PtNDManager run, String name) {
        String full = "transformer." + name;
        return (PtNDArray) run.create(reference.floats(full), new Shape(reference.tensor(full).shape().toArray()));
    }

    /** {@code style} (rank 4, alpha 8) or {@code motion} (rank 2, no alpha) of an expert; stays open, as its values are read later. */
    AppliedAdapter adapter(int expert, String name, double strength) throws IOException {
        Checkpoint file = TestOpener.OPENER.open(reference.folder().resolve("lora-" + name + "-" + expert + ".safetensors"));
        double scale = file.metadata().getOrDefault("lora_adapter_metadata", "").contains("\"transformer.lora_alpha\": 8") ? 2 : 1;
        List<TensorShare> shares = new ArrayList<>();
        for (String key : file.tensors().keySet()) {
            if (key.endsWith(".lora_A.weight")) {
                String module = key.substring("transformer.".length(), key.length() - ".lora_A.weight".length());
                TensorData down = file.tensor(key).orElseThrow().data();
                TensorData up = file.tensor(key.replace(".lora_A.", ".lora_B.")).orElseThrow().data();
                shares.add(pair(module, down, up, scale));
            }
        }
        return new AppliedAdapter(name, shares, strength);
    }

    /** The change of a linear layer by a low-rank pair. */
    private static TensorShare pair(String module, TensorData down, TensorData up, double scale) {
        Map<Part, NamedData> parts = Map.of(Part.DOWN, new NamedData(module + ".down", down), Part.UP, new NamedData(module + ".up", up));
        return new TensorShare(
                module + ".weight", new LayerShare(new LayerParts(module, Algorithm.LORA, parts, scale, Optional.empty()), 1));
    }

    @Override
    public void close() throws IOException {
        for (Component<?> each : experts) {
            each.close();
        }
        manager.close();
        reference.close();
    }
}
