package dev.patchbay.loader.kohya;

import dev.patchbay.part.Algorithm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How one of kohya's programs loads the adapters of a family.
 *
 * @param program {@code sd-scripts}, {@code musubi-tuner}
 * @param way what is done with the file's tensors
 * @param names namespaces of the family's naming scheme in which the program names layers; {@code diffusers} for diffusers' own names
 * @param prefixes what may stand before a flattened name of the denoiser, without the underscore
 * @param layers layers that the network covers, to be found in the program's name of the layer
 * @param alphaNeeded true if a pair without an alpha stops the program
 * @param algorithms those that are read
 * @param encoders layers of text encoders that the network covers, by what stands before the flattened name: {@code lora_te1}
 * @param converts namespaces that the program renames into its own first, with the layers whose names it gets right
 * @param dotted prefixes of names with dots that the program flattens itself, if the file's first name is not flattened
 * @param convertsWhen found in a name of each file whose names the program renames
 * @param convertsAll true if the program leaves out of such a file what it does not rename
 */
record KohyaNetwork(
        String program,
        KohyaWay way,
        Set<String> names,
        List<String> prefixes,
        Pattern layers,
        boolean alphaNeeded,
        Set<Algorithm> algorithms,
        Map<String, Pattern> encoders,
        Map<String, Pattern> converts,
        Pattern convertsWhen,
        boolean convertsAll,
        List<String> dotted) {

    KohyaNetwork {
        names = Set.copyOf(names);
        prefixes = List.copyOf(prefixes);
        algorithms = Set.copyOf(algorithms);
        encoders = Map.copyOf(encoders);
        converts = Map.copyOf(converts);
        dotted = List.copyOf(dotted);
    }
}
