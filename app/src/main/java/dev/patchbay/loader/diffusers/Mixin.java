package dev.patchbay.loader.diffusers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One class of {@code lora_pipeline.py}: what a family's pipeline does with a file before it looks for modules.
 *
 * @param name of the class
 * @param components models that adapters are loaded into, in order; the denoiser first
 * @param encoders which of these are text encoders, whose names go another way
 * @param unprefixed text encoders whose modules have lost the {@code text_model.} before them with transformers 5
 * @param magnitudesLast true if LyCORIS' magnitudes are dropped after the converters instead of before
 * @param anyName true if one name with “lora” in it is enough; else every name needs it
 * @param alphas expression for names that are taken out as alphas before that; empty if none are
 * @param expands true if the model's layers, and the file's, are widened to each other
 * @param zeros pairs that the loader adds, where the model has a branch for an image and the file has none for it
 * @param converters in order
 */
record Mixin(
        String name,
        List<String> components,
        Set<String> encoders,
        Set<String> unprefixed,
        boolean magnitudesLast,
        boolean anyName,
        Optional<Pattern> alphas,
        boolean expands,
        Optional<Zeros> zeros,
        List<Choice> converters) {

    /**
     * Pairs of zeros in every block that has the pair they are made like; unless the file has some of each, they replace what is there.
     *
     * @param list name of the list of blocks
     * @param like module inside a block, whose pair has the sizes
     * @param into modules inside the block that get them
     */
    record Zeros(String list, String like, List<String> into) {

        String module(int block, String name) {
            return list + "." + block + "." + name;
        }
    }

    /**
     * A converter and what sets it off.
     *
     * @param every expression that has to be found in every name
     * @param any expression that has to be found in some name
     * @param needs another one
     * @param none expression that is found in no name
     * @param exclusive true if no later converter is tried then
     */
    record Choice(
            String converter,
            Optional<Pattern> every,
            Optional<Pattern> any,
            Optional<Pattern> needs,
            Optional<Pattern> none,
            boolean exclusive) {

        boolean isMetBy(StateDict dict) {
            return every.map(pattern -> dict.names().stream().allMatch(name -> pattern.matcher(name).find())).orElse(true)
                    && any.map(dict::any).orElse(true)
                    && needs.map(dict::any).orElse(true)
                    && !none.map(dict::any).orElse(false);
        }
    }
}
