package dev.patchbay.ui.patch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.message.Message;
import dev.patchbay.ui.patch.DemoPatch;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesModelTest {

    @TempDir
    private static Path cache;

    private DemoPatch demo;
    private RulesModel rules;

    @BeforeEach
    void openTheDemo() throws Exception {
        demo = new DemoPatch(cache);
        rules = demo.model.rules();
        assertThat(rules.add("drop model.**.matrix_A.0")).isEmpty();
        assertThat(rules.add("drop nothing.{i}")).isEmpty();
    }

    @Test
    void everyRuleShowsItsTextAndItsHits() {
        assertThat(rules.rows()).extracting(RuleRow::text).containsExactly("drop model.**.matrix_A.0", "drop nothing.{i}");
        assertThat(rules.rows()).extracting(RuleRow::hits).containsExactly(12, 0);
    }

    @Test
    void anEditIsAStepAndAppliesAtOnce() {
        assertThat(rules.edit(1, "drop model.**.matrix_B.0")).isEmpty();
        assertThat(rules.rows()).extracting(RuleRow::hits).containsExactly(12, 12);
        assertThat(demo.workspace.history().undoable()).contains(Message.of("ui.step.rule.edited", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "gather model.{rest:**} dim 0 chunks 2 → model.{rest} [1,0]",
        "fuse a.{w}, b.{w} dim 0 pair share → c.{w}",
        "split a dim 0 pair divide → b, c",
        "transpose **.lora_a",
        "unflatten lora_te_{flat}.{rest:**} component text_encoder → text_encoder.{module}.{rest}",
    })
    void everyKindOfRuleIsTypedShownAndEditedAsTheSameLine(String line) {
        assertThat(rules.add(line)).isEmpty();
        assertThat(rules.rows().getLast().text()).isEqualTo(line);
        assertThat(rules.edit(0, line)).isEmpty();
        assertThat(rules.rows().getFirst().text()).isEqualTo(line);
    }

    @Test
    void aLineThatIsNoRuleChangesNothingAndSaysWhy() {
        assertThat(rules.edit(0, "rename a.{i → b")).isPresent();
        assertThat(rules.check("rename a.{i → b")).isPresent();
        assertThat(rules.rows().getFirst().text()).isEqualTo("drop model.**.matrix_A.0");
    }

    @Test
    void rulesMoveAndGoAndRest() {
        rules.move(1, -1);
        assertThat(rules.rows()).extracting(RuleRow::text).startsWith("drop nothing.{i}");
        rules.move(0, -1);
        assertThat(rules.rows()).extracting(RuleRow::text).startsWith("drop nothing.{i}");
        rules.enable(1, false);
        assertThat(rules.rows().get(1).hits()).isZero();
        rules.delete(0);
        assertThat(rules.rows()).extracting(RuleRow::text).containsExactly("drop model.**.matrix_A.0");
        demo.workspace.undo();
        assertThat(rules.rows()).hasSize(2);
    }

    @Test
    void whatARuleCannotDoStandsWithIt() {
        rules.add("rename model.**.matrix_B.{part} → same.name");
        assertThat(rules.rows().getLast().problem()).isPresent();
    }
}
