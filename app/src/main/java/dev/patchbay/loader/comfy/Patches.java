package dev.patchbay.loader.comfy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** ComfyUI's {@code load_lora}: what is to be done to which weight. Of two patches for the same rows the last stays. */
final class Patches {

    private final LoraFile file;
    private final Map<Target, Patch> patches = new LinkedHashMap<>();

    private Patches(LoraFile file) {
        this.file = file;
    }

    static Map<Target, Patch> of(LoraFile file, KeyMap map) throws ComfyStop {
        Patches patches = new Patches(file);
        for (Map.Entry<String, Target> name : map.names().entrySet()) {
            patches.load(name.getKey(), name.getValue());
        }
        return patches.patches;
    }

    private void load(String name, Target target) throws ComfyStop {
        Extras extras = Extras.of(name, file);
        put(target, PairPatch.load(name, file, extras));
        put(target, HadamardPatch.load(name, file, extras));
        put(target, KroneckerPatch.load(name, file, extras));
        put(target, GloraPatch.load(name, file, extras));
        put(target, RotationPatch.load(name, file, extras));
        Optional<Stored> norm = file.find(name + ".w_norm");
        put(target, norm.map(DifferencePatch::new));
        if (norm.isPresent()) {
            putBias(target, file.find(name + ".b_norm"));
        }
        put(target, file.find(name + ".diff").map(DifferencePatch::new));
        putBias(target, file.find(name + ".diff_b"));
        put(target, file.find(name + ".set_weight").map(ReplacingPatch::new));
    }

    private void put(Target target, Optional<? extends Patch> patch) {
        patch.ifPresent(found -> patches.put(target, found));
    }

    /** Only beside a weight that is named whole. */
    private void putBias(Target target, Optional<Stored> difference) {
        target.bias().ifPresent(bias -> put(bias, difference.map(DifferencePatch::new)));
    }
}
