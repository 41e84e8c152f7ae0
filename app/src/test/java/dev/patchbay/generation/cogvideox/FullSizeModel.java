package dev.patchbay.generation.cogvideox;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.generation.torch.RandomData;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pipeline of full width with random weights, made on the fly: the names and shapes of the catalogue, as many blocks as asked for. The
 * tokenizer is the tiny one of the reference pipelines. With all blocks a CogVideoX-2b takes 13 GB on the disk.
 *
 * @param name of the transformer in the catalogue: {@code cogvideox-2b}
 * @param blocks of the transformer
 * @param layers of the text encoder
 * @param dtype of the stored weights
 */
public record FullSizeModel(String name, int blocks, int layers, DType dtype) {

    /** A block of the transformer or a layer of the text encoder, by its number. */
    private static final Pattern NUMBERED = Pattern.compile("(?:transformer_blocks|encoder\\.block)\\.(\\d+)\\..*");

    /** Writes it. */
    public Path write(Path folder) throws IOException {
        BaseModel model = ModelCatalog.find(name).orElseThrow();
        for (String component : new String[] {"transformer", "text_encoder", "vae"}) {
            Path into = Files.createDirectories(folder.resolve(component));
            String file = component.equals("text_encoder") ? "model.safetensors" : "diffusion_pytorch_model.safetensors";
            int count = component.equals("text_encoder") ? layers : blocks;
            write(into.resolve(file), model.component(component).orElseThrow().tensors(), count);
        }
        try (Reference reference = new Reference("cogvideox-5b")) {
            for (String file : new String[] {"spiece.model", "added_tokens.json", "tokenizer_config.json", "special_tokens_map.json"}) {
                Path copy = folder.resolve("tokenizer").resolve(file);
                Files.createDirectories(copy.getParent());
                Files.copy(reference.folder().resolve("tokenizer").resolve(file), copy);
            }
        }
        configure(folder);
        return folder;
    }

    private void configure(Path folder) throws IOException {
        boolean large = name.contains("5b");
        Files.writeString(folder.resolve("model_index.json"), """
                {"_class_name": "%s", "scheduler": ["diffusers", "CogVideoXDDIMScheduler"]}
                """.formatted(name.endsWith("i2v") ? "CogVideoXImageToVideoPipeline" : "CogVideoXPipeline"));
        Files.writeString(folder.resolve("transformer/config.json"), """
                {"_class_name": "CogVideoXTransformer3DModel", "num_layers": %d, "num_attention_heads": %d, "in_channels": %d,
                 "use_rotary_positional_embeddings": %b, "use_learned_positional_embeddings": %b}
                """.formatted(blocks, large ? 48 : 30, name.endsWith("i2v") ? 32 : 16, large, name.endsWith("i2v")));
        Files.writeString(folder.resolve("vae/config.json"), """
                {"_class_name": "AutoencoderKLCogVideoX", "scaling_factor": %s}
                """.formatted(large ? 0.7 : 1.15258426));
        Files.writeString(folder.resolve("text_encoder/config.json"), """
                {"architectures": ["T5EncoderModel"], "d_model": 4096, "d_ff": 10240, "d_kv": 64, "num_heads": 64, "num_layers": %d,
                 "vocab_size": 32128, "feed_forward_proj": "gated-gelu", "layer_norm_epsilon": 1e-6}
                """.formatted(layers));
        Files.writeString(Files.createDirectories(folder.resolve("scheduler")).resolve("scheduler_config.json"), """
                {"_class_name": "CogVideoXDDIMScheduler", "beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012,
                 "prediction_type": "v_prediction", "timestep_spacing": "trailing", "rescale_betas_zero_snr": true, "snr_shift_scale": %s}
                """.formatted(large ? 1.0 : 3.0));
    }

    private void write(Path file, Map<String, Shape> shapes, int count) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        shapes.forEach((tensor, shape) -> {
            Matcher numbered = NUMBERED.matcher(tensor);
            boolean left = numbered.matches() && Integer.parseInt(numbered.group(1)) >= count;
            if (!left && !tensor.equals("encoder.embed_tokens.weight")) {
                tensors.put(tensor, new RandomData(dtype, shape));
            }
        });
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of("format", "pt"), channel);
        }
    }
}
