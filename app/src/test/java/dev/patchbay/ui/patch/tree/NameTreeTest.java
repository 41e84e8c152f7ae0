package dev.patchbay.ui.patch.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Allocations;
import dev.patchbay.task.Cancellation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameTreeTest {

    private enum Kind {
        DOWN,
        UP
    }

    private static List<String> layers(int count) {
        List<String> names = new ArrayList<>();
        for (int i = count - 1; i >= 0; i--) {
            names.add("model.layers." + i + ".attention.matrix_A.0");
            names.add("model.layers." + i + ".attention.matrix_B.0");
        }
        return names;
    }

    /** The up matrix of layer 2 has none. */
    private static Kind kind(String path) {
        if (path.contains("_A")) {
            return Kind.DOWN;
        }
        return path.contains(".2.") ? null : Kind.UP;
    }

    @Test
    void aBranchWithASingleWayOnIsOneRowWithIt() {
        NameTree tree = NameTree.of(layers(2));
        NameNode top = tree.root().children().getFirst();
        assertThat(tree.root().children()).hasSize(1);
        assertThat(top.label()).isEqualTo("model.layers");
        assertThat(top.children()).extracting(NameNode::label).containsExactly("0.attention", "1.attention");
        assertThat(top.children().getFirst().children()).extracting(NameNode::label).containsExactly("matrix_A.0", "matrix_B.0");
    }

    @Test
    void numberedBranchesStandInTheOrderOfTheirNumbersAndAllElseAsItComes() {
        NameTree tree = NameTree.of(layers(12));
        assertThat(tree.root().children().getFirst().children())
                .extracting(NameNode::path)
                .startsWith("model.layers.0.attention", "model.layers.1.attention", "model.layers.2.attention")
                .endsWith("model.layers.11.attention");
        assertThat(NameTree.of(List.of("z.weight", "a.weight")).root().children())
                .extracting(NameNode::label)
                .containsExactly("z.weight", "a.weight");
    }

    @Test
    void flattenedNamesAreCutBeforeAndBehindTheNumbersOfTheirBlocks() {
        NameTree tree = NameTree.of(List.of(
                "lora_unet_blocks_10_attn_to_q.alpha", "lora_unet_blocks_10_ff.alpha", "lora_unet_blocks_2_attn_to_q.alpha",
                "lora_unet_blocks_2_attn_to_q.lora_down.weight", "lora_unet_proj_out_3.alpha", "lora_unet_proj_out_20.alpha"));
        assertThat(tree.root().children()).extracting(NameNode::label)
                .containsExactly("lora_unet_blocks", "lora_unet_proj_out_3.alpha", "lora_unet_proj_out_20.alpha");
        NameNode blocks = tree.root().children().getFirst();
        assertThat(blocks.children()).extracting(NameNode::label).containsExactly("2_attn_to_q", "10");
        assertThat(blocks.children().getLast().path()).isEqualTo("lora_unet_blocks_10_");
        assertThat(blocks.children().getLast().isAbove("lora_unet_blocks_10_ff.alpha")).isTrue();
        assertThat(blocks.children().getLast().isAbove("lora_unet_blocks_100_ff.alpha")).isFalse();
        for (String name : tree.allNames()) {
            assertThat(tree.walkTo(name)).contains(tree.find(name).orElseThrow());
        }
    }

    @Test
    void whatDiffersInNumbersOnlyStandsInTheirOrderAndTheRestWhereItWas() {
        List<String> texts = new ArrayList<>(List.of("norm10", "to_q", "norm9", "8", "to_k", "12345678901234567890", "norm010"));
        NaturalOrder.arrange(texts, text -> text);
        assertThat(texts).containsExactly("norm9", "to_q", "norm10", "8", "to_k", "12345678901234567890", "norm010");
    }

    @Test
    void aNameMayAlsoBeABranch() {
        NameTree tree = NameTree.of(List.of("to_q", "to_q.lora.down"));
        NameNode toQ = tree.find("to_q").orElseThrow();
        assertThat(toQ.isName()).isTrue();
        assertThat(toQ.isLeaf()).isFalse();
        assertThat(toQ.names()).isEqualTo(2);
        assertThat(toQ.children()).extracting(NameNode::label).containsExactly("lora.down");
    }

    @Test
    void everyNameIsFoundAndKnowsWhatItIsIn() {
        NameTree tree = NameTree.of(layers(3));
        NameNode tensor = tree.find("model.layers.2.attention.matrix_B.0").orElseThrow();
        assertThat(tree.names()).isEqualTo(6);
        assertThat(tree.find("model.layers.2.attention").orElseThrow().contains(tensor)).isTrue();
        assertThat(tree.find("model.layers.1.attention").orElseThrow().contains(tensor)).isFalse();
        assertThat(tree.find("model.layers.7")).isEmpty();
    }

    @Test
    void aSearchKeepsNamesThatHoldEveryWord() {
        NameTree tree = NameTree.of(layers(12), " LAYERS.1  matrix_b ", Cancellation.NEVER);
        assertThat(tree.names()).isEqualTo(3);
        assertThat(tree.find("model.layers.10.attention.matrix_B.0")).isPresent();
        assertThat(tree.find("model.layers.2.attention.matrix_B.0")).isEmpty();
    }

    @Test
    void everyRowIsFoundByWalkingToItToo() {
        NameTree tree = NameTree.of(List.of("to_q", "to_q.lora.down", "blocks.1.to_k", "blocks.10.to_k", "blocks.10.to_k.x", "a..b", "a."));
        List<NameNode> rows = new ArrayList<>(tree.root().children());
        for (int i = 0; i < rows.size(); i++) {
            rows.addAll(rows.get(i).children());
        }
        assertThat(rows).hasSizeGreaterThan(7).allSatisfy(row -> assertThat(tree.walkTo(row.path())).isEqualTo(tree.find(row.path())));
        assertThat(tree.walkTo("blocks.1.to")).isEmpty();
    }

    @Test
    void aSearchAmongTheNamesOfAnotherFindsWhatASearchAmongAllFinds() {
        NameTree all = NameTree.of(layers(30));
        NameTree one = NameTree.of(all.allNames(), "1", Cancellation.NEVER);
        assertThat(NameTree.of(one.allNames(), "12 _b", Cancellation.NEVER).allNames())
                .isEqualTo(NameTree.of(layers(30), "12 _b", Cancellation.NEVER).allNames())
                .containsExactly("model.layers.12.attention.matrix_B.0");
        assertThat(all.allNames()).hasSize(60).startsWith("model.layers.0.attention.matrix_A.0")
                .containsExactlyInAnyOrderElementsOf(layers(30));
    }

    @Test
    void statesAreCountedForEveryBranch() {
        NameTree tree = NameTree.of(layers(3));
        NameTally<Kind> tally = new NameTally<>(tree, Kind.class, NameTreeTest::kind);
        assertThat(tally.counts(tree.root())).isEqualTo(new EnumMap<>(Map.of(Kind.DOWN, 3, Kind.UP, 2)));
        assertThat(tally.counts(tree.find("model.layers.2.attention").orElseThrow())).isEqualTo(new EnumMap<>(Map.of(Kind.DOWN, 1)));
    }

    @Test
    void theFirstLookOpensOneBlock() {
        NameTree tree = NameTree.of(layers(30));
        assertThat(tree.firstLook("", 4)).extracting(NameNode::path).containsExactly("", "model.layers", "model.layers.0.attention");
        assertThat(tree.firstLook("model.layers.7.attention", 4)).extracting(NameNode::path).contains("model.layers.7.attention");
    }

    @Test
    void aNameOfAThousandSegmentsIsNoReasonToFail() {
        String hostile = "a.".repeat(100_000) + "b";
        String other = "a.".repeat(90_000) + "c";
        NameTree tree = NameTree.of(List.of(hostile, other, "..", ""));
        assertThat(tree.names()).isEqualTo(4);
        assertThat(tree.find(hostile)).isPresent();
    }

    @Test
    void twiceAsManyNamesTakeTwiceTheMemory() {
        List<String> half = layers(25_000);
        List<String> names = layers(50_000);
        NameTree.of(half);
        long forHalf = Allocations.of(() -> assertThat(NameTree.of(half).names()).isEqualTo(50_000));
        long forAll = Allocations.of(() -> assertThat(NameTree.of(names).names()).isEqualTo(100_000));
        assertThat((double) forAll / forHalf).isLessThan(2.5);
    }
}
