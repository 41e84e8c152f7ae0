package dev.patchbay.part;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which spelling a kind of file has for each part. What two kinds spell alike is the first spelling that has the part. */
public enum Dialect {
    /** PEFT and diffusers; Patchbay's canonical names are these. */
    PEFT(Spelling.LORA_AB, Spelling.LORA_BIAS, Spelling.MAGNITUDE_VECTOR, Spelling.WHOLE_WEIGHT, Spelling.DIFF),
    /** kohya, LyCORIS, ComfyUI. */
    KOHYA(Spelling.LORA_DOWN_UP, Spelling.DORA_SCALE, Spelling.MODULATION, Spelling.DIFF);

    private final List<Spelling> spellings;

    Dialect(Spelling... first) {
        this.spellings = Stream.concat(Arrays.stream(first), Arrays.stream(Spelling.values())).toList();
    }

    private Spelling spelling(Part part) {
        return spellings.stream()
                .filter(spelling -> spelling.has(part))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(part + " has no spelling"));
    }

    /** What follows the module's name, with the dot: {@code .lora_A.weight}. */
    public String ending(Part part) {
        return spelling(part).ending(part);
    }

    /**
     * A tensor's name.
     *
     * @param module with its prefixes
     */
    public String name(String module, Part part) {
        return spelling(part).name(module, part);
    }
}
