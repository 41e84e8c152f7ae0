package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.matching.drop.DropOutcome.Fits;
import dev.patchbay.matching.drop.DropOutcome.Refused;
import dev.patchbay.matching.names.Candidates;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.matching.names.MatchedNames;
import dev.patchbay.matching.names.Names;
import dev.patchbay.matching.names.PairFinder;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Infers rules from one drag: which rules does a person mean who drops this tensor on that module? Names and shapes alone decide.
 *
 * <p>Example: in a SAT file of CogVideoX, {@code model.diffusion_model.transformer.layers.0.attention.query_key_value.matrix_A.0} is
 * dropped on {@code transformer_blocks.0.attn1.to_q}. Proposed are, by ascending reach, "this module (2 tensors)", "to_q in all 30 blocks
 * (60 tensors)", "to_q, to_k and to_v in all 30 blocks (180 tensors)" and "all of attn1 in all 30 blocks (240 tensors)". The last one
 * writes two rules:
 *
 * <pre>{@code
 * rename ….layers.{i:int}.attention.query_key_value.matrix_{m:A=A,B=B}.{p:0=to_q,1=to_k,2=to_v}
 *     → transformer.transformer_blocks.{i}.attn1.{p}.lora_{m}.weight
 * rename ….layers.{i:int}.attention.dense.matrix_{m:A=A,B=B}.0
 *     → transformer.transformer_blocks.{i}.attn1.to_out.0.lora_{m}.weight
 * }</pre>
 *
 * <p>No naming convention is built in. A and B are a pair because their names differ in one word and their shapes multiply.
 * {@code layers.{i}} is {@code transformer_blocks.{i}} because the file and the base have the same numbers there. The numbers 0, 1, 2 are
 * q, k, v because there are three sibling modules of one shape and the drag put 0 on the first. {@code dense} is {@code to_out.0} because
 * nothing else is left. Why this is enough, and where it ends: {@code docs/decisions/0005-rules-from-one-drag.md}.
 *
 * <p>Not thread-safe; make a new one when rules or base change. The first call takes longest, since it finds all pairs.
 */
public final class RuleInference {

    private final List<TensorInfo> tensors;
    private final BaseModel base;
    private final MatchedNames matched;
    private final Map<String, Candidates> candidates = new HashMap<>();

    /**
     * @param current result of the rules so far; new rules are proposed for its names
     * @param base the base model whose modules are dropped on
     */
    public RuleInference(MappingResult current, BaseModel base) {
        this.tensors = current.tensors().stream().map(MappedTensor::info).toList();
        this.base = base;
        this.matched = new MatchedNames(tensors, base);
    }

    /**
     * @param dragged full name of a tensor as {@code current} has it, or a branch above tensors
     * @param component of the base model, {@code transformer}; empty for the main one
     * @param module name inside the component, or a branch above modules; empty for all of the component
     */
    public DropOutcome infer(String dragged, String component, String module) {
        Optional<ModuleDictionary> dictionary = component.isEmpty() ? Optional.of(base.main()) : base.component(component);
        if (dictionary.isEmpty()) {
            return Refusals.of("noModule", component);
        }
        Candidates free = candidates.computeIfAbsent(dictionary.get().component(), key -> candidates(dictionary.get()));
        Optional<ModuleInfo> target = dictionary.get().module(module);
        if (target.isEmpty() && free.modulesUnder(module).isEmpty()) {
            return Refusals.of("noModule", module);
        }
        Optional<DropOutcome> refused = target.flatMap(one -> Refusals.target(one, free, matched));
        return refused.orElseGet(() -> tensor(dragged)
                .map(tensor -> dropTensor(tensor, module, target, free))
                .orElseGet(() -> dropBranch(dragged, module, target, free)));
    }

    /**
     * Infers rules from several drags together: those proposals of any one of them that also put all the others where they were dropped.
     *
     * @param drops at least one, of tensors or branches; if one is refused, its reason is the outcome
     */
    public DropOutcome infer(List<Drop> drops) {
        if (drops.size() == 1) {
            return infer(drops.getFirst().dragged(), drops.getFirst().component(), drops.getFirst().module());
        }
        List<RuleProposal> proposals = new ArrayList<>();
        for (Drop drop : drops) {
            switch (infer(drop.dragged(), drop.component(), drop.module())) {
                case Refused refused -> {
                    return refused;
                }
                case Fits fits -> proposals.addAll(fits.proposals());
            }
        }
        List<RuleProposal> agreed = proposals.stream().filter(proposal -> drops.stream().allMatch(drop -> isAsTold(drop, proposal)))
                .toList();
        return agreed.isEmpty()
                ? Refusals.of("noCommonRule", drops.size(), drops.getFirst().dragged(), drops.getLast().dragged())
                : new Fits(ModuleDrop.ascending(agreed));
    }

    private boolean isAsTold(Drop drop, RuleProposal proposal) {
        String component = drop.component().isEmpty() ? base.main().component() : drop.component();
        String address = drop.module().isEmpty() ? component : component + "." + drop.module();
        return RuleSet.of(proposal.rules()).apply(tensors).tensors().stream()
                .filter(tensor -> tensor.source().equals(drop.dragged()) || Names.isUnder(tensor.source(), drop.dragged()))
                .anyMatch(tensor -> tensor.name().startsWith(address + "."));
    }

    private Candidates candidates(ModuleDictionary dictionary) {
        List<TensorInfo> left = tensors.stream().filter(tensor -> matched.of(tensor.name()).isEmpty()).toList();
        return new Candidates(tensors, new PairFinder(left).find(), dictionary, matched);
    }

    private Optional<TensorInfo> tensor(String name) {
        return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
    }

    private DropOutcome dropTensor(TensorInfo tensor, String branch, Optional<ModuleInfo> target, Candidates free) {
        Optional<String> place = matched.of(tensor.name());
        if (place.isPresent()) {
            return Refusals.of("placed", tensor.name(), place.get());
        }
        Optional<LowRankPair> pair = free.pairOf(tensor.name());
        if (pair.isPresent()) {
            return dropPair(pair.get(), branch, target, free);
        }
        return target.map(module -> Refusals.noPair(tensor, module)).orElseGet(() -> Refusals.of("noPair", tensor.name(), tensor.shape()));
    }

    private DropOutcome dropPair(LowRankPair pair, String branch, Optional<ModuleInfo> target, Candidates free) {
        if (target.isPresent()) {
            return dropPair(pair, target.get(), free);
        }
        List<ModuleInfo> fitting = free.modulesUnder(branch).stream().filter(module -> free.isFree(module) && pair.fits(module.weight()))
                .toList();
        List<ModuleInfo> named = fitting.stream().filter(module -> isNamed(pair, Names.relative(module.name(), branch))).toList();
        List<ModuleInfo> likely = named.size() == 1 ? named : fitting;
        if (likely.size() == 1) {
            return dropPair(pair, likely.getFirst(), free);
        }
        return likely.isEmpty() ? Refusals.of("nothingFits", pair.down().name(), pair.delta(), branch)
                : Refusals.several(pair, branch, likely);
    }

    private static boolean isNamed(LowRankPair pair, String module) {
        return pair.site().contains("." + module + ".") || pair.site().contains(module.replace('.', '_') + ".");
    }

    private DropOutcome dropPair(LowRankPair pair, ModuleInfo module, Candidates free) {
        if (!pair.fits(module.weight())) {
            List<RuleProposal> cut = new FusedDrop(free).propose(pair, module);
            return cut.isEmpty() ? ofAnotherSize(pair, module, free) : new Fits(cut);
        }
        List<RuleProposal> proposals = new ModuleDrop(free).propose(pair, module);
        return proposals.isEmpty() ? Refusals.of("noRule", pair.down().name(), module.name()) : new Fits(proposals);
    }

    /** For a pair that changes a weight of another shape. */
    private DropOutcome ofAnotherSize(LowRankPair pair, ModuleInfo module, Candidates free) {
        List<RuleProposal> turned = new TurnedDrop(tensors, base).propose(pair, free.component(), module);
        return new Refused(Refusals.size(pair, module).reason(), turned);
    }

    private DropOutcome dropBranch(String dragged, String branch, Optional<ModuleInfo> target, Candidates free) {
        List<LowRankPair> pairs = free.pairsUnder(dragged);
        if (pairs.isEmpty()) {
            return free.pairs().stream()
                    .filter(pair -> Names.isUnder(pair.site(), dragged))
                    .findFirst()
                    .map(pair -> ofAnotherSize(pair, target.orElseGet(() -> free.modulesUnder(branch).getFirst()), free))
                    .orElseGet(() -> Refusals.of("emptyBranch", dragged));
        }
        if (pairs.size() == 1) {
            return dropPair(pairs.getFirst(), branch, target, free);
        }
        List<RuleProposal> proposals = new BranchDrop(free).propose(dragged, branch);
        return proposals.isEmpty() ? Refusals.of("undecided", dragged, pairs.size(), branch) : new Fits(proposals);
    }
}
