package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names by which ComfyUI looks for a base's modules in a file. Each family has its own list: native names after
 * {@code diffusion_model.}, and diffusers' only where its maintainers wrote a table.
 */
final class ComfyNames {

    private static final String DIFFUSION_MODEL = "diffusion_model";

    /** ComfyUI's own CogVideoX: {@code blocks.0.q} for {@code transformer_blocks.0.attn1.to_q}. */
    private static final Pattern COGVIDEOX = Pattern.compile("blocks\\.(\\d+)\\.(q|k|v|attn_out|ff_proj|ff_out|norm1\\.linear|norm2\\.linear)");

    private static final Map<String, String> COGVIDEOX_LAYERS = Map.of(
            "q", "attn1.to_q",
            "k", "attn1.to_k",
            "v", "attn1.to_v",
            "attn_out", "attn1.to_out.0",
            "ff_proj", "ff.net.0.proj",
            "ff_out", "ff.net.2");

    private final BaseModel base;

    ComfyNames(BaseModel base) {
        this.base = base;
    }

    /** Shape of the weight that ComfyUI finds for a module's names; empty if it looks for no such name. */
    Optional<Shape> weight(ModuleFit fit) {
        AdapterModule module = fit.module();
        boolean native_ = module.container().equals(DIFFUSION_MODEL) && module.component().isEmpty();
        Optional<String> name = switch (base.family()) {
            case "cogvideox" -> native_ ? cogvideox(module.module()) : Optional.empty();
            case "ltx-video" -> native_ ? Optional.of(module.module()) : Optional.empty();
            default -> Optional.empty();
        };
        return name.flatMap(base.main()::module).map(ModuleInfo::weight);
    }

    private static Optional<String> cogvideox(String module) {
        Matcher matcher = COGVIDEOX.matcher(module);
        return matcher.matches()
                ? Optional.of("transformer_blocks." + matcher.group(1) + "." + COGVIDEOX_LAYERS.getOrDefault(matcher.group(2), matcher.group(2)))
                : Optional.empty();
    }
}
