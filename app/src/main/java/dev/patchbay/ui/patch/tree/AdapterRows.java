package dev.patchbay.ui.patch.tree;

import dev.patchbay.tensor.TensorInfo;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Contents of the left tree: the stored tensors and what they are mapped to.
 *
 * @param infos of every stored tensor, by name
 * @param fits state of every tensor; empty without a base
 * @param ranks of the adapter module a tensor belongs to, by stored name
 * @param tally number of tensors below each row by state
 * @param leftovers number of tensors of the file that are not part of the adapter, shown or not
 */
public record AdapterRows(
        NameTree tree,
        Map<String, TensorInfo> infos,
        TensorFits fits,
        Map<String, Long> ranks,
        NameTally<FitState> tally,
        int leftovers) {

    static final AdapterRows EMPTY = new AdapterRows(
            NameTree.EMPTY, Map.of(), TensorFits.NONE, Map.of(), NameTally.none(NameTree.EMPTY, FitState.class), 0);

    public Optional<TensorInfo> info(NameNode node) {
        return Optional.ofNullable(infos.get(node.path()));
    }

    public Optional<FitState> state(NameNode node) {
        return Optional.ofNullable(fits.get(node.path()));
    }

    public OptionalLong rank(NameNode node) {
        Long rank = ranks.get(node.path());
        return rank == null ? OptionalLong.empty() : OptionalLong.of(rank);
    }
}
