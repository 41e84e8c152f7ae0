package dev.patchbay.comparison;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.mapping.search.RuleSearch.Found;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One side of a comparison.
 *
 * @param mapping rules that give it the names of the other side; without rules it keeps its own
 * @param adapter the adapter that the resulting tensors make
 */
public record ComparedCheckpoint(Checkpoint checkpoint, MappingResult mapping, Adapter adapter) {

    /** @throws IOException if an alpha tensor cannot be read */
    public static ComparedCheckpoint of(Checkpoint checkpoint, MappingResult mapping) throws IOException {
        return new ComparedCheckpoint(checkpoint, mapping, AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty()));
    }

    /** The checkpoint under its own names, without rules. */
    public static ComparedCheckpoint of(Checkpoint checkpoint) throws IOException {
        return of(checkpoint, RuleSet.EMPTY.apply(checkpoint.infos()));
    }

    /**
     * The person's own rule set that gives most tensors of a file names of the other one; the empty set if they have names in common
     * already, or if none helps.
     *
     * @param search over the names of the first file
     */
    public static RuleSet rules(RuleSearch search, Checkpoint other) {
        if (shared(search.apply(RuleSet.EMPTY), other) > 0) {
            return RuleSet.EMPTY;
        }
        return search.best(search.own(), result -> Optional.of(shared(result, other)).filter(some -> result.problems().isEmpty()))
                .filter(best -> best.score() > 0)
                .map(Found::rules)
                .orElse(RuleSet.EMPTY);
    }

    private static long shared(MappingResult result, Checkpoint other) {
        return result.tensors().stream().filter(tensor -> other.tensor(tensor.name()).isPresent()).count();
    }

    /** Tensors by the name under which they are compared, in the order of the file. */
    Map<String, MappedTensor> byName() {
        Map<String, MappedTensor> byName = LinkedHashMap.newLinkedHashMap(mapping.tensors().size());
        mapping.tensors().forEach(tensor -> byName.put(tensor.name(), tensor));
        return byName;
    }

    TensorData data(MappedTensor tensor) {
        return tensor.recipe() instanceof TensorRecipe.Stored(String name)
                ? checkpoint.tensor(name).map(StoredTensor::data).orElseThrow()
                : new RecipeData(checkpoint, tensor.recipe(), tensor.info());
    }
}
