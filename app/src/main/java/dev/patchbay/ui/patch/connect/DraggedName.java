package dev.patchbay.ui.patch.connect;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
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
     * @param path stored name of a tensor, or a branch above stored names
     */
    static Optional<String> of(MappingResult mapping, String path, boolean tensor) {
        List<MappedTensor> below = mapping.tensors().stream()
                .filter(one -> tensor ? one.source().equals(path) : one.source().startsWith(path + "."))
                .toList();
        if (below.isEmpty()) {
            return Optional.empty();
        }
        if (tensor) {
            return Optional.of(below.getFirst().name());
        }
        List<MappedTensor> untouched = below.stream().filter(one -> one.name().equals(one.source())).toList();
        return Optional.of(untouched.isEmpty() ? commonBranch(below) : path);
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
