package dev.patchbay.ui.patch.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraggedNameTest {

    private static MappingResult mapping(String... rules) throws Exception {
        List<Rule> parsed = new ArrayList<>();
        for (String rule : rules) {
            parsed.add(RuleLine.parse(rule));
        }
        return RuleSet.of(parsed).apply(List.of(info("old.0.query.A"), info("old.0.query.B"), info("old.0.key.A")));
    }

    private static TensorInfo info(String name) {
        return new TensorInfo(name, DType.F32, Shape.of(8, 128));
    }

    private static NameNode row(String path) {
        return NameTree.of(List.of("old.0.query.A", "old.0.query.B", "old.0.key.A", "old.1.key.A")).find(path).orElseThrow();
    }

    @Test
    void aTensorGoesByTheNameThatTheRulesSoFarGaveIt() throws Exception {
        assertThat(DraggedName.of(mapping("rename old.{i}.query.{x} → new.{i}.q.{x}"), row("old.0.query.A"))).contains("new.0.q.A");
        assertThat(DraggedName.of(mapping(), row("old.0.query.A"))).contains("old.0.query.A");
    }

    @Test
    void aBranchKeepsItsNameWhileAnythingInItIsUntouched() throws Exception {
        assertThat(DraggedName.of(mapping("rename old.{i}.query.{x} → new.{i}.q.{x}"), row("old.0"))).contains("old.0");
    }

    @Test
    void aBranchOfRenamedTensorsGoesByWhatTheyHaveInCommon() throws Exception {
        assertThat(DraggedName.of(mapping("rename old.{i}.query.{x} → new.{i}.q.{x}"), row("old.0.query"))).contains("new.0.q");
    }

    @Test
    void aBlockOfFlattenedNamesGoesByItsNameWithoutTheUnderscore() throws Exception {
        NameNode block = NameTree.of(List.of("lora_blocks_0_to_q.alpha", "lora_blocks_1_to_q.alpha", "lora_blocks_1_to_k.alpha"))
                .find("lora_blocks_1_").orElseThrow();
        MappingResult mapping = RuleSet.EMPTY.apply(List.of(info("lora_blocks_1_to_q.alpha")));
        assertThat(DraggedName.of(mapping, block)).contains("lora_blocks_1");
    }

    @Test
    void whatRulesLeaveOutCannotBeDragged() throws Exception {
        assertThat(DraggedName.of(mapping("drop old.{i}.key.{x}"), row("old.0.key.A"))).isEmpty();
    }
}
