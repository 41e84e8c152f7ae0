package dev.patchbay.export.edit;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.part.AdapterKey;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What an edit keeps or leaves out as a whole: a module with all its parts, or a tensor that belongs to none.
 *
 * @param module empty for such a tensor
 * @param tensors their stored names
 * @param names those, and the module's name as the file spells it, without the ending that names a part: patterns match any of them
 */
record NamedPiece(Optional<AdapterModule> module, Set<String> tensors, Set<String> names) {

    static NamedPiece of(AdapterModule module) {
        Set<String> tensors = new LinkedHashSet<>();
        module.tensors().forEach(tensor -> tensors.addAll(tensor.sources()));
        Set<String> names = new LinkedHashSet<>(tensors);
        tensors.forEach(tensor -> AdapterKey.path(tensor).ifPresent(names::add));
        return new NamedPiece(Optional.of(module), tensors, names);
    }

    static NamedPiece of(String tensor) {
        return new NamedPiece(Optional.empty(), Set.of(tensor), Set.of(tensor));
    }

    /** The module's name as the file spells it, or the tensor's. */
    String name() {
        String first = tensors.iterator().next();
        return module.isEmpty() ? first : AdapterKey.path(first).orElseGet(() -> module.get().address());
    }

    boolean isMatchedBy(KeyPattern pattern) {
        return names.stream().anyMatch(pattern::matches);
    }

    private boolean isMatchedByAny(Collection<KeyPattern> patterns) {
        return patterns.stream().anyMatch(this::isMatchedBy);
    }

    boolean isKept(EditWishes wishes) {
        return (wishes.only().isEmpty() || isMatchedByAny(wishes.only())) && !isMatchedByAny(wishes.without());
    }

    /** Empty where no pattern gives it one. */
    OptionalDouble strength(List<BlockStrength> strengths) {
        return strengths.stream().filter(one -> isMatchedBy(one.pattern())).mapToDouble(BlockStrength::strength)
                .reduce((earlier, later) -> later);
    }
}
