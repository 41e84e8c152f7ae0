package dev.patchbay.export.adapter;

import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleProblem;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.message.Message;
import dev.patchbay.part.Dialect;
import dev.patchbay.part.Part;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Modules that the target program keeps in one with others, and that cannot be joined with them: a magnitude or a Kronecker factor of
 * {@code to_q} has no value that would leave {@code to_k} alone. Found by trying, since only the rules' own arithmetic knows.
 *
 * @param modules with all their siblings in the adapter: of three layers that become one, none can be written if one cannot
 * @param reason why the first of them cannot be joined
 */
record ApartModules(Set<CanonicalModule> modules, Optional<Message> reason) {

    static final ApartModules NONE = new ApartModules(Set.of(), Optional.empty());

    /**
     * @param adapter the tensors that the rules were applied to
     * @param tried what came of it
     */
    static ApartModules of(CanonicalAdapter adapter, Collection<CanonicalModule> all, RuleSet rules, MappingResult tried) {
        if (tried.problems().isEmpty()) {
            return NONE;
        }
        Map<String, CanonicalModule> byAddress =
                all.stream().collect(Collectors.toMap(CanonicalModule::address, Function.identity(), (first, second) -> first));
        Set<String> joined = new HashSet<>();
        tried.tensors().stream().filter(tensor -> tensor.inputs().size() > 1).forEach(tensor -> joined.addAll(tensor.inputs()));
        FusedSiblings siblings = new FusedSiblings(rules);
        Set<CanonicalModule> apart = new LinkedHashSet<>();
        adapter.tensors().stream().filter(tensor -> !joined.contains(tensor.name())).forEach(tensor -> {
            Part part = adapter.find(tensor.name()).part();
            siblings.of(tensor.name()).forEach(name -> address(name, part).map(byAddress::get).ifPresent(apart::add));
        });
        return new ApartModules(apart, tried.problems().stream().findFirst().map(RuleProblem::message));
    }

    private static Optional<String> address(String name, Part part) {
        String suffix = Dialect.PEFT.ending(part);
        return name.endsWith(suffix) ? Optional.of(name.substring(0, name.length() - suffix.length())) : Optional.empty();
    }

    /** These and others that were found when these had been taken out. */
    ApartModules with(ApartModules more) {
        Set<CanonicalModule> both = new LinkedHashSet<>(modules);
        both.addAll(more.modules);
        return new ApartModules(both, reason.or(more::reason));
    }

    /** @param title of the program */
    Optional<Message> warning(String title) {
        return modules.stream().findFirst().map(first -> Message.of(
                "export.warning.apart", title, modules.size(), first.address(), reason.orElseThrow()));
    }

    /** @throws ExportException if there are modules */
    void refuse(String title) throws ExportException {
        if (!modules.isEmpty()) {
            throw new ExportException(Message.of("export.cannot.rules", title, reason.orElseThrow()));
        }
    }

    /** The modules that stay. */
    List<CanonicalModule> without(List<CanonicalModule> all) {
        return all.stream().filter(module -> !modules.contains(module)).toList();
    }
}
