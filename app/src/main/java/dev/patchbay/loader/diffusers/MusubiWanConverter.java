package dev.patchbay.loader.diffusers;

import dev.patchbay.basemodel.naming.ModuleLocation;
import dev.patchbay.basemodel.naming.Naming;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * musubi-tuner's names for Wan: {@code lora_unet_blocks_0_self_attn_q.lora_down.weight}. Each of the first blocks has to have
 * all its layers
 * with alpha; a missing name stops it, and so does one that is left over.
 */
final class MusubiWanConverter implements DiffusersConverter {

    private static final String PREFIX = "lora_unet_";
    private static final Pattern BLOCK = Pattern.compile("blocks_(\\d+)_");
    private static final List<String> LAYERS = List.of(
            "self_attn_q", "self_attn_k", "self_attn_v", "self_attn_o",
            "cross_attn_q", "cross_attn_k", "cross_attn_v", "cross_attn_o",
            "ffn_0", "ffn_2");
    private static final List<String> IMAGE_LAYERS = List.of("cross_attn_k_img", "cross_attn_v_img");
    private static final List<String> ENDS = List.of(".lora_down.weight", ".lora_up.weight", ".alpha");

    private final AdapterFit context;
    private final List<String> names;

    MusubiWanConverter(AdapterFit context, List<String> names) {
        this.context = context;
        this.names = names;
    }

    @Override
    public Optional<Message> stop() {
        Set<String> left = new HashSet<>(names);
        for (String name : expected()) {
            if (!left.remove(name)) {
                return Optional.of(Message.of("inspection.diffusers.keyError", name.substring(PREFIX.length())));
            }
        }
        return names.stream().filter(left::contains).findFirst().map(name -> Message.of("inspection.diffusers.notEmpty", name));
    }

    private List<String> expected() {
        NameFacts facts = new NameFacts(names);
        boolean image = facts.anyContains("k_img") && facts.anyContains("v_img");
        long blocks = names.stream().map(BLOCK::matcher).filter(Matcher::find).map(matcher -> matcher.group(1)).distinct().count();
        List<String> expected = new ArrayList<>();
        for (long block = 0; block < blocks; block++) {
            String prefix = PREFIX + "blocks_" + block + "_";
            LAYERS.forEach(layer -> ENDS.forEach(end -> expected.add(prefix + layer + end)));
            if (image) {
                IMAGE_LAYERS.forEach(layer -> ENDS.forEach(end -> expected.add(prefix + layer + end)));
            }
        }
        return expected;
    }

    @Override
    public List<String> unchanged() {
        return List.of();
    }

    @Override
    public Optional<String> component(ModuleFit fit) {
        return Optional.of(context.base().main().component());
    }

    @Override
    public Optional<ModuleLocation> target(ModuleFit fit) {
        return fit.location().filter(location -> location.naming() != Naming.STRAY);
    }

    @Override
    public boolean readsEnds(ModuleFit fit) {
        return true;
    }
}
