package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.ModuleDictionary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parameters of a model that are no layer's weight, so that their names do not end in {@code .weight}: Wan adds {@code blocks.0.modulation}
 * to what a block is told of the time; in diffusers it is {@code blocks.0.scale_shift_table}.
 */
public record BareParameters(ModuleDictionary dictionary) {

    private static final List<String> MODULATIONS = List.of("modulation", "scale_shift_table");

    /** Wan's authors keep the last layer and its modulation in a block of this name, which diffusers does without. */
    private static final String LAST = "head";

    private static final List<String> OF_LAST = List.of("scale_shift_table", "norm_out.scale_shift_table");

    /** Full name of the parameter that an adapter's name stands for, perhaps behind the prefix of a file with the whole model. */
    public Optional<String> named(String name) {
        return Stream.concat(Stream.of(""), NativeNames.PREFIXES.stream())
                .map(prefix -> prefix + name)
                .filter(dictionary.tensors()::containsKey)
                .findFirst();
    }

    /** Full name of a block's modulation. */
    public Optional<String> modulation(String block) {
        Stream<String> own = MODULATIONS.stream().map(word -> block + "." + word);
        return Stream.concat(own, block.equals(LAST) ? OF_LAST.stream() : Stream.of())
                .map(this::named)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
