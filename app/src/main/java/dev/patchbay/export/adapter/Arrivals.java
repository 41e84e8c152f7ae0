package dev.patchbay.export.adapter;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.export.factors.Arrival;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what of an adapter arrives in its base, and refuses an export that brings nothing, or less than the untouched file does.
 *
 * @param base that the file is for
 * @param fit with the base
 */
record Arrivals(AdapterPlanner planner, BaseModel base, BaseFit fit) {

    /**
     * @param written modules for which the target program has a name
     * @throws ExportException if none of them is in the base, or if the program would apply more modules of the file as it is
     */
    Arrival of(Collection<CanonicalModule> written) throws ExportException {
        List<CanonicalModule> arrived = written.stream().filter(fit::arrives).toList();
        if (arrived.isEmpty()) {
            CanonicalModule first = written.iterator().next();
            throw new ExportException(Message.of(
                    "export.cannot.arrive", planner.checkpoint().path(), base.name(), written.size(), first.address()));
        }
        refuseLess(arrived);
        int all = (int) planner.adapter().modules().stream().filter(module -> !module.parts().isEmpty()).count();
        return new Arrival(base.name(), arrived.size(), Math.max(all, arrived.size()));
    }

    /** Names modules that the base does not have under the names that they are written with. */
    Optional<Message> warning(List<CanonicalModule> written) {
        List<CanonicalModule> unmatched = written.stream().filter(fit::isUnmatched).toList();
        return unmatched.stream().findFirst()
                .map(first -> Message.of("export.warning.unmatched", unmatched.size(), base.name(), first.module().module()));
    }

    private void refuseLess(List<CanonicalModule> arrived) throws ExportException {
        if (!planner.options().only().isEmpty()) {
            return;
        }
        Untouched untouched = planner.untouched().orElseGet(() -> Untouched.of(planner.checkpoint(), base, planner.target()));
        int before = untouched.applied(planner.target());
        Set<String> sources = new HashSet<>();
        arrived.forEach(module -> module.module().tensors().stream().map(MappedTensor::sources).forEach(sources::addAll));
        long after = untouched.adapter().modules().stream()
                .filter(module -> module.tensors().stream().anyMatch(tensor -> sources.contains(tensor.source())))
                .count();
        if (after < before) {
            throw new ExportException(Message.of(
                    "export.cannot.less", planner.checkpoint().path(), base.name(), after, planner.target().title(), before));
        }
    }
}
