package dev.patchbay.ui.patch.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elided labels of siblings stay different. */
class SiblingElisionTest {

    @ParameterizedTest
    @CsvSource({
        "lora_A.weight, lora_B.weight, 10, lora_A...t, lora_B...t",
        "lora_A.weight, lora_B.weight, 12, lora_A...ght, lora_B...ght",
        "lora_down.weight, lora_up.weight, 14, lora_down...ht, lora_up.weight",
        "transformer_blocks_10, transformer_blocks_11, 12, trans...s_10, trans...s_11",
    })
    void theLetterThatTellsThemApartIsSeen(String one, String other, int length, String shown, String shownOther) {
        assertThat(shown(one, other, length)).isEqualTo(shown);
        assertThat(shown(other, one, length)).isEqualTo(shownOther);
    }

    private static String shown(String label, String sibling, int length) {
        return label.length() <= length ? label : SiblingElision.among(label, List.of(sibling)).in(length).orElseThrow();
    }

    @Test
    void aRowWithoutSiblingsIsElidedInTheMiddle() {
        assertThat(SiblingElision.among("transformer_blocks", List.of()).in(9)).contains("tra...cks");
    }

    @Test
    void whatDoesNotFitIsLeftToTheMiddle() {
        assertThat(SiblingElision.among("first_of_all", List.of("second_and_last")).in(6)).isEmpty();
    }

    @Test
    void siblingsAreThoseOfTheTree() {
        NameNode parent = new NameNode("to_q", "to_q", false, null);
        NameNode a = new NameNode("lora_A.weight", "to_q.lora_A.weight", true, parent);
        NameNode b = new NameNode("lora_B.weight", "to_q.lora_B.weight", true, parent);
        parent.add(a);
        parent.add(b);
        assertThat(SiblingElision.of(a).in(10)).contains("lora_A...t");
        assertThat(SiblingElision.of(b).in(10)).contains("lora_B...t");
    }

    @Property
    void itTakesTheRoomThatThereIsAndStaysDifferent(
            @ForAll @AlphaChars @StringLength(max = 12) String head,
            @ForAll @AlphaChars @StringLength(max = 12) String tail,
            @ForAll @Size(2) List<@AlphaChars @StringLength(value = 1) String> letters,
            @ForAll @IntRange(min = 4, max = 24) int length) {
        String one = head + letters.get(0) + tail;
        String other = head + letters.get(1) + tail;
        if (one.equals(other) || one.length() <= length) {
            return;
        }
        SiblingElision.among(one, List.of(other)).in(length).ifPresent(shown -> {
            assertThat(shown).hasSize(length);
            assertThat(SiblingElision.among(other, List.of(one)).in(length)).isPresent().get().isNotEqualTo(shown);
        });
    }
}
