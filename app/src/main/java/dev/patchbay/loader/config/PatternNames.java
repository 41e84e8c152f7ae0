package dev.patchbay.loader.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How a module is called in PEFT's {@code rank_pattern} and {@code alpha_pattern}, whose keys are regular expressions over the end of a
 * module's name: {@code refiner.linear} would mean {@code embedder.refiner.linear} too, so that where a file has both, the shorter one is
 * tied to the start.
 *
 * @param endings what follows a dot in the name of any module
 * @see <a href="https://huggingface.co/docs/peft/package_reference/lora">LoraConfig</a>
 */
public record PatternNames(Set<String> endings) {

    public static PatternNames of(Collection<String> modules) {
        Set<String> endings = new HashSet<>();
        for (String module : modules) {
            for (int dot = module.indexOf('.'); dot >= 0; dot = module.indexOf('.', dot + 1)) {
                endings.add(module.substring(dot + 1));
            }
        }
        return new PatternNames(endings);
    }

    public String key(String module) {
        return endings.contains(module) ? "^" + module : module;
    }
}
