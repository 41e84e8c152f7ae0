package dev.patchbay.generation.cogvideox.files;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file or folder with the weights of a component.
 *
 * @param path the file or folder
 * @param plain opens it as it is
 * @param rules lead from its names to those of diffusers or transformers
 */
public record PartFile(Path path, CheckpointOpener plain, RuleSet rules) {

    /** A folder with the right names. */
    public static PartFile of(Path path, CheckpointOpener opener) {
        return new PartFile(path, opener, RuleSet.EMPTY);
    }

    /**
     * Looks for the component in a file: by the rules that lead to most of its names. Empty if none leads to half of them.
     *
     * @throws IOException if it cannot be opened
     */
    public static Optional<PartFile> recognise(FilePart part, Path path, CheckpointOpener opener) throws IOException {
        PartNames names = PartNamesJson.of(part);
        try (Checkpoint checkpoint = opener.open(path)) {
            List<TensorInfo> infos = checkpoint.infos();
            Optional<RuleSet> best = Optional.empty();
            long most = 0;
            for (RuleSet rules : names.rules()) {
                MappingResult result = rules.apply(infos);
                long found = result.problems().isEmpty() ? names.found(result.tensors().stream().map(MappedTensor::name).toList()) : 0;
                if (found > most && names.isEnough(found)) {
                    best = Optional.of(rules);
                    most = found;
                }
            }
            return best.map(rules -> new PartFile(path, opener, rules));
        }
    }

    /** Opens any file as this one is read. */
    public CheckpointOpener opener() {
        return new CheckpointOpener(plain.readers(), plain.limits(), opened -> mapped(plain.meaning().apply(opened)));
    }

    /** Opens it under the names of diffusers or transformers. */
    public Checkpoint open() throws IOException {
        return opener().open(path);
    }

    /** Tensors that are only renamed stay what they are; those made of parts are made when they are read. */
    private Checkpoint mapped(Checkpoint checkpoint) {
        if (rules.entries().isEmpty()) {
            return checkpoint;
        }
        List<StoredTensor> tensors = new ArrayList<>();
        for (MappedTensor tensor : rules.apply(checkpoint.infos()).tensors()) {
            Optional<StoredTensor> stored = checkpoint.tensor(tensor.source());
            stored.ifPresent(source -> tensors.add(new StoredTensor(
                    tensor.info(),
                    tensor.recipe() instanceof TensorRecipe.Stored
                            ? source.data()
                            : new RecipeData(checkpoint, tensor.recipe(), tensor.info()),
                    source.location())));
        }
        return new Checkpoint(
                checkpoint.path(), checkpoint.format(), checkpoint.layout(), tensors, Map.of(), Map.of(), checkpoint.warnings(),
                checkpoint);
    }
}
