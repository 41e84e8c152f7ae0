package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.matching.drop.LineMerger.Style;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.LinkedPair;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Makes proposals and tries each one: applied to the tensors, its rules have to give exactly the expected new names and change no other
 * tensor.
 */
final class ProposalBuilder {

    private final Candidates candidates;
    private final RuleWriter writer;

    ProposalBuilder(Candidates candidates) {
        this.candidates = candidates;
        this.writer = new RuleWriter(candidates.component());
    }

    /**
     * One proposal for all these linked pairs.
     *
     * @param label is given the number of tensors that are renamed
     * @return empty if a rule would rename something else, if a module would get two pairs, or if rules cannot express a name
     */
    Optional<RuleProposal> build(List<LinkedPair> linkedPairs, IntFunction<Message> label) {
        Map<LowRankPair, ModuleInfo> connected = connected(linkedPairs);
        if (connected.size() < linkedPairs.stream().mapToInt(LinkedPair::blocks).sum()) {
            return Optional.empty();
        }
        List<LinkedPair> ordered = linkedPairs.stream().sorted(candidates.reading()).toList();
        for (Style style : Style.values()) {
            Optional<RuleProposal> proposal = writer.write(ordered, style).flatMap(rules -> tried(connected, rules, label));
            if (proposal.isPresent()) {
                return proposal;
            }
        }
        return Optional.empty();
    }

    /** A proposal of one rule for every module whose own name follows {@code head} in the file, as this pair's does. */
    Optional<RuleProposal> buildWhole(LinkedPair linked, String head, Map<LowRankPair, ModuleInfo> connected, IntFunction<Message> label) {
        return writer.writeWhole(linked, head).flatMap(rules -> tried(connected, rules, label));
    }

    static Map<LowRankPair, ModuleInfo> connected(List<LinkedPair> linkedPairs) {
        Map<LowRankPair, ModuleInfo> connected = new LinkedHashMap<>();
        linkedPairs.forEach(linked -> connected.putAll(linked.reached()));
        return connected;
    }

    private Optional<RuleProposal> tried(Map<LowRankPair, ModuleInfo> connected, List<Rule> rules, IntFunction<Message> label) {
        Map<String, String> names = names(connected);
        boolean twice = new HashSet<>(connected.values()).size() < connected.size();
        if (twice || !gives(names, RuleSet.of(rules).apply(candidates.tensors()))) {
            return Optional.empty();
        }
        List<String> modules = connected.values().stream().map(ModuleInfo::name).toList();
        return Optional.of(new RuleProposal(label.apply(names.size()), rules, names.size(), modules));
    }

    /** Expected new names by old names, without those that stay as they are. */
    private Map<String, String> names(Map<LowRankPair, ModuleInfo> connected) {
        Map<String, String> names = new HashMap<>();
        connected.forEach((pair, module) -> {
            List<TensorInfo> tensors = pair.tensors();
            for (int i = 0; i < tensors.size(); i++) {
                names.put(tensors.get(i).name(), writer.targets(module).get(i));
            }
        });
        names.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
        return names;
    }

    private static boolean gives(Map<String, String> names, MappingResult result) {
        Set<String> wanted = new HashSet<>(names.values());
        List<String> found = new ArrayList<>();
        for (MappedTensor tensor : result.tensors()) {
            String name = names.get(tensor.source());
            boolean asWanted = name == null ? tensor.rules().isEmpty() : name.equals(tensor.name());
            if (!asWanted) {
                return false;
            }
            if (wanted.contains(tensor.name())) {
                found.add(tensor.name());
            }
        }
        return found.size() == names.size() && wanted.size() == names.size();
    }
}
