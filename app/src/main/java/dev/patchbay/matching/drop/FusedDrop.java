package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.Names;
import dev.patchbay.matching.suggest.Fused;
import dev.patchbay.matching.suggest.SuggestedRules;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fused pair dropped on a query, key or value: a pair whose product has the shape of all three stacked, {@code [3 · out, in]}, is
 * split, in this block or in every block.
 */
final class FusedDrop {

    private final Candidates candidates;

    FusedDrop(Candidates candidates) {
        this.candidates = candidates;
    }

    /**
     * Proposals by ascending number of tensors; empty if the product is not as large as all three, or if the rules would change other
     * tensors too.
     */
    List<RuleProposal> propose(LowRankPair pair, ModuleInfo module) {
        Optional<Fused> whole = Fused.all(candidates.adaptable().filter(candidates::isFree).toList()).stream()
                .filter(fused -> fused.modules().size() > 1 && fused.modules().contains(module) && pair.fits(fused.weight()))
                .findFirst();
        List<RuleProposal> proposals = new ArrayList<>();
        whole.ifPresent(fused -> {
            String component = candidates.component();
            proposal(SuggestedRules.cut(pair, component, fused.modules(), false), fused).ifPresent(proposals::add);
            proposal(SuggestedRules.cut(pair, component, fused.modules(), true), fused).ifPresent(proposals::add);
        });
        return ModuleDrop.ascending(proposals);
    }

    /** Tries the rules: a proposal if they apply without a problem and every tensor they change arrives at a free module of its size. */
    private Optional<RuleProposal> proposal(List<Rule> rules, Fused fused) {
        MappingResult result = RuleSet.of(rules).apply(candidates.tensors());
        if (rules.isEmpty() || !result.problems().isEmpty()) {
            return Optional.empty();
        }
        Set<String> modules = new LinkedHashSet<>();
        Set<String> sources = new HashSet<>();
        for (MappedTensor tensor : result.tensors()) {
            if (!tensor.rules().isEmpty()) {
                Optional<String> module = place(tensor);
                if (module.isEmpty()) {
                    return Optional.empty();
                }
                modules.add(module.get());
                sources.add(tensor.source());
            }
        }
        String names = fused.modules().stream().map(one -> Names.last(one.name())).collect(Collectors.joining(", "));
        int blocks = modules.size() / fused.modules().size();
        Message label = blocks == 1
                ? Message.of("matching.cutHere", names, sources.size())
                : Message.of("matching.cutEverywhere", names, blocks, sources.size());
        return Optional.of(new RuleProposal(label, rules, sources.size(), List.copyOf(modules)));
    }

    private Optional<String> place(MappedTensor tensor) {
        String prefix = candidates.component() + ".";
        return AdapterKey.parse(tensor.name())
                .filter(key -> key.container().isEmpty() && key.address().startsWith(prefix))
                .flatMap(key -> candidates.free(key.address().substring(prefix.length()))
                        .filter(module -> fits(key.part(), tensor, module)))
                .map(ModuleInfo::name);
    }

    private static boolean fits(Part part, MappedTensor tensor, ModuleInfo module) {
        return switch (part) {
            case UP -> tensor.info().shape().size(0) == module.weight().size(0);
            case DOWN -> tensor.info().shape().size(1) == module.weight().size(1);
            default -> true;
        };
    }
}
