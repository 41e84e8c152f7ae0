package dev.patchbay.ui.patch.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.RuleLine;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
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

    @Test
    void aTensorGoesByTheNameThatTheRulesSoFarGaveIt() throws Exception {
        assertThat(DraggedName.of(mapping("rename old.{i}.query.{x} → new.{i}.q.{x}"), "old.0.query.A", true)).contains("new.0.q.A");
        assertThat(DraggedName.of(mapping(), "old.0.query.A", true)).contains("old.0.query.A");
    }

    @Test
    void aBranchKeepsItsNameWhileAnythingInItIsUntouched() throws Exception {
        assertThat(DraggedName.of(mapping("rename old.{i}.query.{x} → new.{i}.q.{x}"), "old.0", false)).contains("old.0");
    }

    @Test
    void aBranchOfRenamedTensorsGoesByWhatTheyHaveInCommon() throws Exception {
        assertThat(DraggedName.of(mapping("rename old.{i}.query.{x} → new.{i}.q.{x}"), "old.0.query", false)).contains("new.0.q");
    }

    @Test
    void whatRulesLeaveOutCannotBeDragged() throws Exception {
        assertThat(DraggedName.of(mapping("drop old.{i}.key.{x}"), "old.0.key.A", true)).isEmpty();
    }
}
