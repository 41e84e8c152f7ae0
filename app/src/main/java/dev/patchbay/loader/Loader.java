package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All that Patchbay knows of one program that loads adapters: how it names modules and parts, what it takes, how it is told the scale,
 * which files it reads, and what it will do with a given file. A new program is one implementation, one constant of {@link Program}, and
 * its names in {@code names.json}.
 */
public interface Loader {

    /** As people write it: {@code ComfyUI}. */
    String title();

    /** Version of the program whose source {@link #verdict} models; empty if the loader is not modelled. */
    default String version() {
        return "";
    }

    /** What the program will do with an adapter; empty if the loader is not modelled. */
    default Optional<Verdict> verdict(AdapterFit fit) {
        return Optional.empty();
    }

    /** False for a convention that several programs read, which do not all load the same algorithms. */
    default boolean isOneProgram() {
        return true;
    }

    /** True if the program loads modules of this algorithm. */
    boolean loads(Algorithm algorithm);

    /** True if a file for the program can hold what the module does, though perhaps not each of its parts. */
    default boolean takes(AdapterModule module) {
        return module.isPair();
    }

    /** True if the program reads this part of a module that it takes. */
    boolean takes(AdapterModule module, Part part);

    /** True if the program keeps adapters in layers of PEFT: all pairs of a model have biases, or none, and likewise magnitudes. */
    default boolean hasLayersOfPeft() {
        return false;
    }

    /** True if a file of adapters is for one component of a pipeline only. */
    default boolean isForOneComponent() {
        return false;
    }

    /** How the program names the modules of a family of models; empty if Patchbay does not know. */
    Optional<ProgramNames> names(String family);

    /**
     * By which release of transformers the program calls the layers of a CLIP text encoder.
     *
     * @param wish of a person whose program has the transformers library beside it
     */
    default ClipNames clip(ClipNames wish) {
        return wish;
    }

    /** Name of a tensor. @param module as {@link ProgramNames#name} has it */
    String tensor(String module, Part part);

    /** The shape that a magnitude, one number for each output, is kept in: {@code [out]}. @param stored of one or two dimensions */
    default Shape magnitude(Shape stored) {
        return Shape.of(stored.elements());
    }

    /** How the program is told the scale. @param wish what a person prefers, for programs that leave a choice */
    ScaleWriting scale(ScaleChoice wish);

    /**
     * The scale s that the program gives to a module of a file as it is, as far as that is told without a base.
     *
     * @param alphas true for the names of the alpha tensors that the program reads
     * @return empty if the program has none: it does not take such files, or Patchbay does not know
     */
    default OptionalDouble scale(AdapterModule module, Declarations declarations, Predicate<String> alphas) {
        return OptionalDouble.empty();
    }

    /** Which of the file's alpha tensors the program reads, for a base. */
    default Predicate<String> alphas(AdapterFit fit) {
        return alpha -> true;
    }

    /** The scale that the program gives to each module of a file as it is, for a base; empty as in the other method. */
    default Function<AdapterModule, OptionalDouble> scales(AdapterFit fit) {
        Predicate<String> read = alphas(fit);
        return module -> scale(module, fit.declarations(), read);
    }

    /** True if there is more than one way to tell the program the scale. */
    default boolean leavesScaleChoice() {
        return scale(ScaleChoice.FOLD) != scale(ScaleChoice.METADATA);
    }

    /** Text metadata that the program, or people who sort its files, look for in a file of these modules. */
    default Map<String, String> metadata(Collection<CanonicalModule> written, ScaleHandling scale) {
        return Map.of();
    }

    /** Small files that the program wants beside the tensors of these modules, by name. */
    default Map<String, String> companions(Collection<CanonicalModule> written) {
        return Map.of();
    }

    /** End of the name of a file for the program, with the dot; empty for a folder. */
    default String ending() {
        return ".safetensors";
    }

    /**
     * The files that the program reads an adapter or a full model from.
     *
     * @param name of the file or folder, in lower case: its suffix decides where the program leaves a choice
     */
    default FileLayout layout(String name, boolean adapter) {
        return FileLayout.SAFETENSORS;
    }

    /** What a file for the program is, in a few words: {@code safetensors with flattened names}. */
    Message format();

    /** The naming of full models that the program reads. */
    default ModelNames models() {
        return ModelNames.NONE;
    }
}
