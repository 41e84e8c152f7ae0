package dev.patchbay.cli.command;

import dev.patchbay.cli.command.CommandsOnMiniatures.Convention;
import dev.patchbay.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * A layer of a text encoder, in the size that it has.
 *
 * @param component of diffusers' pipeline
 * @param number what kohya's trainers write behind {@code lora_te}
 * @param kind ComfyUI's name of the encoder; empty for a layer of CLIP that is written for a model which may have no CLIP
 * @param module as transformers 4 calls it
 */
record EncoderLayer(String component, String number, String kind, String module, Shape weight) {

    private static final String WRAPPER = "text_model.";

    /** Layers of the encoders of a model; of CLIP, which most pipelines have, for a model that is not listed. */
    static List<EncoderLayer> of(String model) {
        return switch (model) {
            case "stable-diffusion-1.5" -> clip("text_encoder", "", "clip_l", 768);
            case "stable-diffusion-xl" -> Stream.concat(
                    clip("text_encoder", "1", "clip_l", 768).stream(), clip("text_encoder_2", "2", "clip_g", 1280).stream()).toList();
            case "flux.1-dev" -> Stream.concat(
                    clip("text_encoder", "1", "clip_l", 768).stream(),
                    Stream.of(new EncoderLayer(
                            "text_encoder_2", "3", "t5xxl", "encoder.block.1.layer.0.SelfAttention.q", Shape.of(4096, 4096)))).toList();
            default -> clip("text_encoder", "1", "", 768).subList(0, 1);
        };
    }

    /** As {@link #of}, with all sizes divided by that of a miniature. */
    static List<EncoderLayer> small(String model) {
        return of(model).stream().map(layer -> new EncoderLayer(
                layer.component, layer.number, layer.kind, layer.module,
                Shape.of(layer.weight.size(0) / Miniature.SMALLER, layer.weight.size(1) / Miniature.SMALLER))).toList();
    }

    private static List<EncoderLayer> clip(String component, String number, String kind, long width) {
        String layer = WRAPPER + "encoder.layers.1.";
        return List.of(
                new EncoderLayer(component, number, kind, layer + "self_attn.q_proj", Shape.of(width, width)),
                new EncoderLayer(component, number, kind, layer + "mlp.fc1", Shape.of(4 * width, width)));
    }

    /** Before the names of its parts in an adapter's file. */
    String path(Convention convention) {
        return switch (convention) {
            case KOHYA -> "lora_te" + number + "_" + module.replace('.', '_');
            case COMFYUI -> "text_encoders." + (kind.isEmpty() ? "clip_l" : kind) + ".transformer." + module;
            default -> component + "." + module;
        };
    }

    /** True for the name of a module of a text encoder. */
    static boolean isOfEncoder(String name) {
        return name.startsWith("text_encoder") || name.startsWith("lora_te");
    }

    /** True if this is the layer that a module of a file is for, by the names that any program has for it. */
    boolean isCalled(String name) {
        String comfyui = "text_encoders." + (kind.isEmpty() ? "" : kind + ".");
        boolean named = Stream.of(component + ".", comfyui, "lora_te" + number + "_", "lora_te_", "base_model.model.")
                .anyMatch(name::startsWith);
        return named && name.replace('.', '_').endsWith("_" + module.replace(WRAPPER, "").replace('.', '_'));
    }
}
