package dev.patchbay.matching.drop;

import static dev.patchbay.matching.drop.RuleInferenceTest.lora;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.matching.Shapes;
import dev.patchbay.matching.drop.DropOutcome.Fits;
import dev.patchbay.matching.drop.DropOutcome.Refused;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several connections that a person makes: one set of rules for all of them. */
class SeveralDropsTest {

    @Test
    void aSecondConnectionTellsWhichNumberIsTheBlock() {
        List<TensorInfo> tensors = new ArrayList<>();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (int block = 0; block < 3; block++) {
            for (int part = 0; part < 3; part++) {
                tensors.add(Shapes.tensor("s.%d.fused.A.%d".formatted(block, part), 4, 32));
                tensors.add(Shapes.tensor("s.%d.fused.B.%d".formatted(block, part), 32, 4));
            }
            List.of("to_q", "to_k", "to_v")
                    .forEach(role -> shapes.put("blocks." + shapes.size() / 3 + "." + role + ".weight", Shape.of(32, 32)));
        }
        RuleInference inference = new RuleInference(Shapes.untouched(tensors), Shapes.base(shapes));
        Drop first = new Drop("s.0.fused.A.0", "", "blocks.0.to_q");
        Drop second = new Drop("s.2.fused.A.0", "", "blocks.2.to_q");
        List<RuleProposal> alone = ((Fits) inference.infer(List.of(first))).proposals();
        List<RuleProposal> both = ((Fits) inference.infer(List.of(first, second))).proposals();
        assertThat(both).isNotEmpty().hasSizeLessThan(alone.size());
        assertThat(both).allSatisfy(proposal -> assertThat(Shapes.changes(proposal.rules(), tensors))
                .containsEntry("s.2.fused.A.0", "transformer.blocks.2.to_q.lora_A.weight"));
    }

    @Test
    void connectionsThatNoRuleHasInCommonSaySo() {
        List<TensorInfo> tensors = lora("old.%d.%s.lora_%s.weight", List.of("to_q", "to_k"), "A", "B");
        RuleInference inference = new RuleInference(Shapes.untouched(tensors), Shapes.tiny());
        DropOutcome outcome = inference.infer(List.of(
                new Drop("old.0.to_q.lora_A.weight", "", "transformer_blocks.0.attn1.to_q"),
                new Drop("old.0.to_k.lora_A.weight", "", "transformer_blocks.5.attn1.to_v")));
        assertThat(((Refused) outcome).reason().toString()).startsWith("No rule connects all 2 at once");
    }
}
