package dev.patchbay.loader.config;

import dev.patchbay.resource.Resources;
import dev.patchbay.tensor.Shape;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the {@code config.json} of CogVideoX models as diffusers reads it: what the shapes of the weights tell, and for the rest what the
 * published models have.
 *
 * @see <a href="https://github.com/huggingface/diffusers/blob/main/scripts/convert_cogvideox_to_diffusers.py">the values diffusers' own
 *     converter uses</a>
 */
public final class CogVideoXConfigJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Pattern BLOCK = Pattern.compile("transformer_blocks\\.(\\d{1,4})\\..*");
    private static final Pattern RESNET =
            Pattern.compile("encoder\\.down_blocks\\.(\\d{1,3})\\.resnets\\.(\\d{1,3})\\.conv1\\.conv\\.weight");

    /** Blocks of CogVideoX-2B, the only one without rotary positions. */
    private static final int BLOCKS_OF_2B = 30;

    private CogVideoXConfigJson() {}

    /**
     * Empty for tensors that are neither its transformer nor its VAE.
     *
     * @param tensors shapes under diffusers' names
     * @param stored names of the file they come from, which may say more
     * @param model catalogue name of the base, where a person named one
     */
    public static Optional<String> write(Map<String, Shape> tensors, Collection<String> stored, Optional<String> model) {
        if (tensors.containsKey("transformer_blocks.0.norm1.linear.weight") && tensors.containsKey("patch_embed.text_proj.weight")) {
            return Optional.of(transformer(tensors, stored));
        }
        boolean vae = tensors.containsKey("encoder.conv_in.conv.weight") && tensors.containsKey("encoder.conv_out.conv.weight");
        return vae ? Optional.of(vae(tensors, model)) : Optional.empty();
    }

    private static String transformer(Map<String, Shape> tensors, Collection<String> stored) {
        ObjectNode root = template("cogvideox-transformer");
        Shape patch = shape(tensors, "patch_embed.proj.weight");
        Shape text = shape(tensors, "patch_embed.text_proj.weight");
        long width = text.size(0);
        long head = Optional.ofNullable(tensors.get("transformer_blocks.0.attn1.norm_q.weight")).map(norm -> norm.size(0)).orElse(64L);
        long patchArea = 4;
        int blocks = 1 + highest(tensors, BLOCK);
        boolean second = patch.dimensions() == 2;
        long patchVolume = second ? patchArea * 2 : patchArea;
        root.put("attention_head_dim", head);
        root.put("num_attention_heads", width / head);
        root.put("num_layers", blocks);
        root.put("in_channels", second ? patch.size(1) / patchVolume : patch.size(1));
        root.put("out_channels", shape(tensors, "proj_out.weight").size(0) / patchVolume);
        root.put("text_embed_dim", text.size(1));
        root.put("time_embed_dim", shape(tensors, "time_embedding.linear_1.weight").size(0));
        root.put("patch_bias", tensors.containsKey("patch_embed.proj.bias"));
        Optional.ofNullable(tensors.get("ofs_embedding.linear_1.weight")).ifPresent(ofs -> root.put("ofs_embed_dim", ofs.size(0)));
        boolean learned = tensors.containsKey("patch_embed.pos_embedding");
        root.put("use_learned_positional_embeddings", learned);
        root.put("use_rotary_positional_embeddings", second || learned || isRotary(blocks, stored));
        if (second) {
            root.put("patch_size_t", 2);
            root.put("sample_frames", 81);
            root.put("sample_height", 300);
            root.put("sample_width", 300);
        }
        return MAPPER.writeValueAsString(root);
    }

    /** SAT keeps tables of the rotation beside the weights, and of the sine positions of 2B. */
    private static boolean isRotary(int blocks, Collection<String> stored) {
        if (stored.stream().anyMatch(name -> name.contains("freqs_"))) {
            return true;
        }
        return blocks != BLOCKS_OF_2B && stored.stream().noneMatch(name -> name.endsWith("pos_embed.pos_embedding"));
    }

    private static String vae(Map<String, Shape> tensors, Optional<String> model) {
        ObjectNode root = template("cogvideox-vae");
        Map<Integer, Long> widths = new TreeMap<>();
        tensors.forEach((name, shape) -> {
            Matcher resnet = RESNET.matcher(name);
            if (resnet.matches()) {
                widths.put(Integer.parseInt(resnet.group(1)), shape.size(0));
            }
        });
        root.remove("block_out_channels");
        widths.values().forEach(width -> root.withArray("block_out_channels").add(width));
        root.put("layers_per_block", layers(tensors));
        root.put("in_channels", shape(tensors, "encoder.conv_in.conv.weight").size(1));
        root.put("out_channels", Optional.ofNullable(tensors.get("decoder.conv_out.conv.weight")).map(shape -> shape.size(0)).orElse(3L));
        root.put("latent_channels", shape(tensors, "encoder.conv_out.conv.weight").size(0) / 2);
        boolean large = model.filter(name -> name.contains("5b")).isPresent();
        if (large) {
            root.put("scaling_factor", 0.7);
        }
        root.put("invert_scale_latents", model.filter(name -> name.startsWith("cogvideox-1.5")).isPresent());
        return MAPPER.writeValueAsString(root);
    }

    private static int layers(Map<String, Shape> tensors) {
        int most = 0;
        for (String name : tensors.keySet()) {
            Matcher resnet = RESNET.matcher(name);
            if (resnet.matches()) {
                most = Math.max(most, 1 + Integer.parseInt(resnet.group(2)));
            }
        }
        return most;
    }

    private static int highest(Map<String, Shape> tensors, Pattern pattern) {
        int highest = 0;
        for (String name : tensors.keySet()) {
            Matcher block = pattern.matcher(name);
            if (block.matches()) {
                highest = Math.max(highest, Integer.parseInt(block.group(1)));
            }
        }
        return highest;
    }

    private static Shape shape(Map<String, Shape> tensors, String name) {
        return Optional.ofNullable(tensors.get(name)).orElse(Shape.of(0, 0, 0, 0));
    }

    private static ObjectNode template(String name) {
        return (ObjectNode) MAPPER.readTree(Resources.text(CogVideoXConfigJson.class, "configs/" + name + ".json"));
    }
}
