package dev.patchbay.matching.drop;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.TransposeRule;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.matching.names.LowRankPair;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * For files whose matrices are stored the other way around: all halves that are called like those of the dropped pair are transposed, and
 * the drop is tried with what results. A is stored as {@code [in, r]} and B as {@code [r, out]}, so that B·A seems to be that of a weight
 * {@code [in, out]}.
 */
final class TurnedDrop {

    private final List<TensorInfo> tensors;
    private final BaseModel base;

    TurnedDrop(List<TensorInfo> tensors, BaseModel base) {
        this.tensors = tensors;
        this.base = base;
    }

    /** Proposals that transpose first; empty if the weight is not the pair's turned around. */
    List<RuleProposal> propose(LowRankPair pair, String component, ModuleInfo module) {
        Shape delta = pair.delta();
        if (delta.dimensions() != 2 || !module.weight().equals(Shape.of(delta.size(1), delta.size(0)))) {
            return List.of();
        }
        try {
            List<Rule> turns = List.of(turn(pair, pair.down()), turn(pair, pair.up()));
            RuleInference turned = new RuleInference(RuleSet.of(turns).apply(tensors), base);
            return turned.infer(pair.down().name(), component, module.name()) instanceof DropOutcome.Fits fits
                    ? fits.proposals().stream().map(proposal -> after(turns, proposal)).toList()
                    : List.of();
        } catch (RuleSyntaxException e) {
            return List.of(); // a name that rules cannot express
        }
    }

    private static Rule turn(LowRankPair pair, TensorInfo half) throws RuleSyntaxException {
        String end = half.name().substring(pair.owner().length());
        return new TransposeRule(KeyPattern.parse(pair.owner().isEmpty() ? end : "**." + end));
    }

    private static RuleProposal after(List<Rule> turns, RuleProposal proposal) {
        List<Rule> rules = new ArrayList<>(turns);
        rules.addAll(proposal.rules());
        return new RuleProposal(Message.of("matching.turned", proposal.label()), rules, proposal.tensors(), proposal.modules());
    }
}
