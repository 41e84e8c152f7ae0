package dev.patchbay.loader.comfy;

import dev.patchbay.tensor.Shape;
import java.util.List;

/** ComfyUI's {@code convert_lora}: three kinds of files whose names it changes first. */
final class LoraConversion {

    private static final List<Replacement> CONTROL =
            List.of(new Replacement(".lora_B.bias", ".diff_b"), new Replacement("_norm.scale", "_norm.scale.set_weight"));
    private static final List<Replacement> USO = List.of(
            new Replacement(".down.weight", ".lora_down.weight"),
            new Replacement(".up.weight", ".lora_up.weight"),
            new Replacement(".qkv_lora2.", ".txt_attn.qkv."),
            new Replacement(".qkv_lora1.", ".img_attn.qkv."),
            new Replacement(".proj_lora1.", ".img_attn.proj."),
            new Replacement(".proj_lora2.", ".txt_attn.proj."),
            new Replacement(".qkv_lora.", ".linear1_qkv."),
            new Replacement(".proj_lora.", ".linear2."),
            new Replacement(".processor.", "."));
    private static final String WAN_FUN = "lora_unet__";
    private static final String DOWN = "img_in.lora_A.weight";
    private static final String UP = "img_in.lora_B.weight";

    private LoraConversion() {}

    static LoraFile of(LoraFile file) throws ComfyStop {
        if (file.has(DOWN) && file.has("single_blocks.0.norm.key_norm.scale")) {
            return control(file);
        }
        if (file.has("lora_unet__blocks_0_cross_attn_k.lora_down.weight")) {
            return file.renamed(name -> name.startsWith(WAN_FUN) ? "lora_unet_" + name.substring(WAN_FUN.length()) : name);
        }
        boolean uso = file.has("single_blocks.37.processor.qkv_lora.up.weight")
                && file.has("double_blocks.18.processor.qkv_lora2.up.weight");
        return uso ? file.renamed(name -> KeyMap.MODEL + Replacement.all(USO, name)) : file;
    }

    /** Black Forest Labs' control adapters, which widen the first layer. */
    private static LoraFile control(LoraFile file) throws ComfyStop {
        Shape up = file.get(UP).shape();
        Shape down = file.get(DOWN).shape();
        LoraFile converted = file.renamed(name -> KeyMap.MODEL + Replacement.all(CONTROL, name));
        if (up.dimensions() > 0 && down.dimensions() > 1) {
            converted.put(KeyMap.MODEL + "img_in.reshape_weight", Shape.of(2));
        }
        return converted;
    }

}
