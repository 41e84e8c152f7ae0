package dev.patchbay.generation.cogvideox;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.checkpoint.torch.TorchWriter;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The components of a pipeline folder as SAT, ComfyUI and llama.cpp keep them, in a file each. The tables here are written by hand from
 * the programs' own names, the other way round than the rule files, and know nothing of those.
 */
record SingleFileForms(Path pipeline, Path target) {

    private static final Map<String, String> SAT_BLOCK = Map.of(
            "attn1.to_out.0", "attention.dense",
            "ff.net.0.proj", "mlp.dense_h_to_4h",
            "ff.net.2", "mlp.dense_4h_to_h",
            "norm1.norm", "input_layernorm",
            "norm2.norm", "post_attention_layernorm");

    private static final Map<String, String> SAT_TOP = Map.of(
            "patch_embed.proj", "mixins.patch_embed.proj",
            "patch_embed.text_proj", "mixins.patch_embed.text_proj",
            "time_embedding.linear_1", "time_embed.0",
            "time_embedding.linear_2", "time_embed.2",
            "ofs_embedding.linear_1", "ofs_embed.0",
            "ofs_embedding.linear_2", "ofs_embed.2",
            "norm_final", "transformer.final_layernorm",
            "norm_out.norm", "mixins.final_layer.norm_final",
            "norm_out.linear", "mixins.final_layer.adaLN_modulation.1",
            "proj_out", "mixins.final_layer.linear");

    private static final Map<String, String> COMFY_BLOCK = Map.of(
            "attn1.to_q", "q", "attn1.to_k", "k", "attn1.to_v", "v", "attn1.to_out.0", "attn_out", "attn1.norm_q", "norm_q",
            "attn1.norm_k", "norm_k", "ff.net.0.proj", "ff_proj", "ff.net.2", "ff_out");

    private static final Map<String, String> LLAMA = Map.of(
            "layer.0.SelfAttention.q", "attn_q", "layer.0.SelfAttention.k", "attn_k", "layer.0.SelfAttention.v", "attn_v",
            "layer.0.SelfAttention.o", "attn_o", "layer.0.SelfAttention.relative_attention_bias", "attn_rel_b",
            "layer.0.layer_norm", "attn_norm", "layer.1.DenseReluDense.wi_0", "ffn_gate", "layer.1.DenseReluDense.wi_1", "ffn_up",
            "layer.1.DenseReluDense.wo", "ffn_down", "layer.1.layer_norm", "ffn_norm");

    /** The tensors of a component, with values in memory. */
    Map<String, TensorData> tensors(String component) throws IOException {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(pipeline.resolve(component)); Arena arena = Arena.ofConfined()) {
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            for (var each : checkpoint.tensors().entrySet()) {
                TensorData data = each.getValue().data();
                byte[] bytes = data.bytes(arena).toArray(ValueLayout.JAVA_BYTE);
                tensors.put(each.getKey(), new SyntheticCheckpoint.Bytes(data.dtype(), data.shape(), bytes));
            }
            return tensors;
        }
    }

    Path safetensors(String file, Map<String, TensorData> tensors) throws IOException {
        Path path = target.resolve(file);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return path;
    }

    private Path torch(String file, String key, Map<String, TensorData> tensors) throws IOException {
        Path path = target.resolve(file);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            TorchWriter.write(tensors, key, channel);
        }
        return path;
    }

    /** {@code mp_rank_00_model_states.pt}: fused layers, shuffled modulations, positions that diffusers computes. */
    Path satTransformer() throws IOException {
        return torch("mp_rank_00_model_states.pt", "module", satNames());
    }

    Map<String, TensorData> satNames() throws IOException {
        Map<String, TensorData> own = tensors("transformer");
        Map<String, TensorData> sat = new LinkedHashMap<>();
        String prefix = "model.diffusion_model.";
        for (String name : own.keySet()) {
            int end = name.lastIndexOf('.');
            String module = name.substring(0, end);
            String part = name.substring(end);
            TensorData data = Objects.requireNonNull(own.get(name));
            if (name.equals("patch_embed.pos_embedding")) {
                sat.put(prefix + "mixins.pos_embed.pos_embedding", data);
            } else if (!module.startsWith("transformer_blocks.")) {
                sat.put(prefix + Objects.requireNonNull(SAT_TOP.get(module), module) + part, data);
            } else {
                String[] pieces = module.split("\\.", 3);
                satBlock(own, sat, prefix, pieces[1], pieces[2], part);
            }
        }
        if (own.get("patch_embed.pos_embedding") == null) {
            sat.put(prefix + "mixins.pos_embed.freqs_cos", zeros(3, 4));
            sat.put(prefix + "mixins.pos_embed.pos_embedding", zeros(1, 3, 4));
        }
        return sat;
    }

    private static void satBlock(
            Map<String, TensorData> own, Map<String, TensorData> sat, String prefix, String number, String layer, String part) {
        String block = "transformer_blocks." + number + ".";
        String there = prefix + "transformer.layers." + number + ".";
        TensorData data = Objects.requireNonNull(own.get(block + layer + part));
        switch (layer) {
            case "attn1.to_q" -> sat.put(there + "attention.query_key_value" + part, rows(
                    data,
                    Objects.requireNonNull(own.get(block + "attn1.to_k" + part)),
                    Objects.requireNonNull(own.get(block + "attn1.to_v" + part))));
            case "norm1.linear" -> {
                List<TensorData> first = sixths(data);
                List<TensorData> second = sixths(Objects.requireNonNull(own.get(block + "norm2.linear" + part)));
                TensorData[] twelve = {
                    first.get(0), first.get(1), first.get(2), second.get(0), second.get(1), second.get(2),
                    first.get(3), first.get(4), first.get(5), second.get(3), second.get(4), second.get(5)
                };
                sat.put(prefix + "mixins.adaln_layer.adaLN_modulations." + number + ".1" + part, rows(twelve));
            }
            case "attn1.norm_q" -> sat.put(prefix + "mixins.adaln_layer.query_layernorm_list." + number + part, data);
            case "attn1.norm_k" -> sat.put(prefix + "mixins.adaln_layer.key_layernorm_list." + number + part, data);
            case "attn1.to_k", "attn1.to_v", "norm2.linear" -> { }
            default -> sat.put(there + Objects.requireNonNull(SAT_BLOCK.get(layer), layer) + part, data);
        }
    }

    /** {@code 3d-vae.pt}: the decoder counts its blocks from the other end. */
    Path satVae() throws IOException {
        Map<String, TensorData> sat = new LinkedHashMap<>();
        tensors("vae").forEach((name, data) -> {
            String there = name.replace("mid_block.resnets.0", "mid.block_1").replace("mid_block.resnets.1", "mid.block_2")
                    .replace("down_blocks", "down").replace("up_blocks", "up").replace("resnets", "block")
                    .replace("downsamplers.0", "downsample").replace("upsamplers.0", "upsample").replace("conv_shortcut", "nin_shortcut");
            if (there.startsWith("decoder.up.")) {
                int block = there.charAt("decoder.up.".length()) - '0';
                there = "decoder.up." + (3 - block) + there.substring("decoder.up.0".length());
            }
            sat.put(there, data);
        });
        sat.put("loss.discriminator.0.weight", zeros(2));
        return torch("3d-vae.pt", "state_dict", sat);
    }

    /** diffusers' names behind a prefix. */
    Path wrapped(String file, String prefix, String component) throws IOException {
        Map<String, TensorData> wrapped = new LinkedHashMap<>();
        tensors(component).forEach((name, data) -> wrapped.put(prefix + name, data));
        return safetensors(file, wrapped);
    }

    /** ComfyUI's short names of a block's layers. */
    Path comfyTransformer() throws IOException {
        Map<String, TensorData> comfy = new LinkedHashMap<>();
        tensors("transformer").forEach((name, data) -> {
            String there = name.replace("transformer_blocks.", "blocks.").replace("_embedding.linear_", "_embedding_linear_");
            for (Map.Entry<String, String> layer : COMFY_BLOCK.entrySet()) {
                there = there.replace("." + layer.getKey() + ".", "." + layer.getValue() + ".");
            }
            comfy.put("model.diffusion_model." + there, data);
        });
        return safetensors("comfyui.safetensors", comfy);
    }

    /** A pipeline in one file, as ComfyUI saves a checkpoint. */
    Path whole() throws IOException {
        Map<String, TensorData> whole = new LinkedHashMap<>();
        tensors("transformer").forEach((name, data) -> whole.put("model.diffusion_model." + name, data));
        tensors("vae").forEach((name, data) -> whole.put("first_stage_model." + name, data));
        tensors("text_encoder").forEach((name, data) -> whole.put("text_encoders.t5xxl.transformer." + name, data));
        whole.put("text_encoders.t5xxl.spiece_model", tokenizer());
        return safetensors("whole.safetensors", whole);
    }

    /** A text encoder that brings its tokenizer, with more tensors than it needs, as those have that hold a decoder too. */
    Path encoderWithTokenizer() throws IOException {
        Map<String, TensorData> tensors = tensors("text_encoder");
        tensors.put("spiece_model", tokenizer());
        tensors.put("decoder.final_layer_norm.weight", zeros(2));
        return safetensors("t5-with-tokenizer.safetensors", tensors);
    }

    /** llama.cpp's names, in the other format it can be had in. */
    Path llamaEncoder() throws IOException {
        Map<String, TensorData> llama = new TreeMap<>();
        tensors("text_encoder").forEach((name, data) -> llama.put(llama(name), data));
        llama.put("dec.blk.0.attn_q.weight", zeros(2));
        return safetensors("t5-llama.safetensors", llama);
    }

    static String llama(String name) {
        String there = name.replace("shared.weight", "token_embd.weight").replace("encoder.final_layer_norm", "enc.output_norm")
                .replace("encoder.block.", "enc.blk.");
        for (Map.Entry<String, String> layer : LLAMA.entrySet()) {
            there = there.replace("." + layer.getKey() + ".weight", "." + layer.getValue() + ".weight");
        }
        return there;
    }

    private TensorData tokenizer() throws IOException {
        byte[] bytes = Files.readAllBytes(pipeline.resolve("tokenizer/spiece.model"));
        return new SyntheticCheckpoint.Bytes(DType.U8, Shape.of(bytes.length), bytes);
    }

    static TensorData zeros(long... shape) {
        Shape sizes = Shape.of(shape);
        return new SyntheticCheckpoint.Bytes(DType.F32, sizes, new byte[Math.toIntExact(4 * sizes.elements())]);
    }

    private static TensorData rows(TensorData... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rows = 0;
        for (TensorData part : parts) {
            bytes.writeBytes(((SyntheticCheckpoint.Bytes) part).content());
            rows += part.shape().size(0);
        }
        return new SyntheticCheckpoint.Bytes(parts[0].dtype(), parts[0].shape().with(0, rows), bytes.toByteArray());
    }

    private static List<TensorData> sixths(TensorData data) {
        byte[] bytes = ((SyntheticCheckpoint.Bytes) data).content();
        int size = bytes.length / 6;
        Shape shape = data.shape().with(0, data.shape().size(0) / 6);
        TensorData[] parts = new TensorData[6];
        Arrays.setAll(parts, i -> new SyntheticCheckpoint.Bytes(data.dtype(), shape, Arrays.copyOfRange(bytes, i * size, (i + 1) * size)));
        return List.of(parts);
    }
}
