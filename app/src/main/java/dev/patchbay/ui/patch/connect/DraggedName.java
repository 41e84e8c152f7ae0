package dev.patchbay.ui.patch.connect;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.ui.patch.tree.NameNode;
import java.util.List;
import java.util.Optional;

/**
 * The left tree shows stored names, but a new rule acts on names as the present rules leave them: this translates the one into the other.
 */
final class DraggedName {

    private DraggedName() {}

    /**
     * The name to infer a rule from: that of the tensor, or the branch above all tensors of the row; empty if the rules drop them all.
     *
     * @param row a tensor, or a branch above tensors
     */
    static Optional<String> of(MappingResult mapping, NameNode row) {
        List<MappedTensor> below = mapping.tensors().stream()
                .filter(one -> row.isName() ? one.source().equals(row.path()) : row.isAbove(one.source()))
                .toList();
        if (below.isEmpty()) {
            return Optional.empty();
        }
        if (row.isName()) {
            return Optional.of(below.getFirst().name());
        }
        List<MappedTensor> untouched = below.stream().filter(one -> one.name().equals(one.source())).toList();
        return Optional.of(untouched.isEmpty() ? commonBranch(below) : branch(row.path()));
    }

    /** A branch of flattened names ends before its underscore for those who look for names below it. */
    private static String branch(String path) {
        return path.endsWith("_") ? path.substring(0, path.length() - 1) : path;
    }

    /** The longest dotted prefix that all names share; if there is none, the first name. */
    private static String commonBranch(List<MappedTensor> tensors) {
        String branch = tensors.getFirst().name();
        for (MappedTensor tensor : tensors) {
            while (!branch.isEmpty() && !tensor.name().equals(branch) && !tensor.name().startsWith(branch + ".")) {
                branch = branch.substring(0, Math.max(0, branch.lastIndexOf('.')));
            }
        }
        return branch.isEmpty() ? tensors.getFirst().name() : branch;
    }
}
