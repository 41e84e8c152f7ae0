package dev.patchbay.ui.patch.tree;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.checkpoint.quantised.QuantisedWeight;
import dev.patchbay.tensor.TensorInfo;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Contents of the left tree: the stored tensors and what they are mapped to.
 *
 * @param file that is open
 * @param query that the rows were searched for; blank without a search
 * @param all number of names without a search
 * @param fits state of every tensor; empty without a base
 * @param ranks of the adapter module a tensor belongs to, by stored name
 * @param tally number of tensors below each row by state
 * @param leftovers number of tensors of the file that are not part of the adapter, shown or not
 */
public record AdapterRows(
        NameTree tree,
        Optional<Checkpoint> file,
        String query,
        int all,
        TensorFits fits,
        Map<String, Long> ranks,
        NameTally<FitState> tally,
        int leftovers) {

    static final AdapterRows EMPTY = new AdapterRows(
            NameTree.EMPTY, Optional.empty(), "", 0, TensorFits.NONE, Map.of(), NameTally.none(NameTree.EMPTY, FitState.class), 0);

    /** The tensors of the file, by name. */
    Map<String, StoredTensor> tensors() {
        return file.map(Checkpoint::tensors).orElse(Map.of());
    }

    public Optional<TensorInfo> info(NameNode node) {
        return Optional.ofNullable(tensors().get(node.path())).map(StoredTensor::info);
    }

    /** Element type, or how a weight is stored that is stored as codes: {@code NF4 (U8)}; empty for a branch. */
    public String type(NameNode node) {
        StoredTensor tensor = tensors().get(node.path());
        return tensor == null
                ? ""
                : QuantisedWeight.of(tensor)
                        .map(weight -> weight.scheme() + " (" + weight.codes().dtype() + ")")
                        .orElse(tensor.info().dtype().name());
    }

    public Optional<FitState> state(NameNode node) {
        return Optional.ofNullable(fits.get(node.path()));
    }

    public OptionalLong rank(NameNode node) {
        Long rank = ranks.get(node.path());
        return rank == null ? OptionalLong.empty() : OptionalLong.of(rank);
    }
}
