package dev.patchbay.ui.patch.tree;

import dev.patchbay.tensor.TensorInfo;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the left tree shows: the stored tensors and what becomes of them.
 *
 * @param infos of every stored tensor, by name
 * @param fits how every tensor fares; nothing while there is no base
 * @param ranks of the adapter module a tensor belongs to, by stored name
 * @param tally how many tensors below each row are in which state
 * @param leftovers how many tensors of the file are no part of the adapter, shown or not
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
