package dev.patchbay.ui.patch.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CableTest {

    private final NameTree left = NameTree.of(names("layers.", ".query.A"));
    private final NameTree right = NameTree.of(names("blocks.", ".to_q"));
    private final List<Connection> connections = connections();

    private static List<String> names(String before, String after) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            names.add(before + i + after);
            names.add(before + i + ".other");
        }
        return names;
    }

    private List<Connection> connections() {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            NameNode from = left.find("layers." + i + ".query.A").orElseThrow();
            all.add(new Connection(from, right.find("blocks." + i + ".to_q").orElseThrow(), i != 7));
        }
        return all;
    }

    private static UnaryOperator<NameNode> closed(String branch, NameTree tree) {
        NameNode node = tree.find(branch).orElseThrow();
        return row -> node.contains(row) ? node : row;
    }

    @Test
    void openRowsHaveACableEach() {
        List<Cable> cables = Cable.merge(connections, UnaryOperator.identity(), UnaryOperator.identity());
        assertThat(cables).hasSize(30).allMatch(cable -> cable.count() == 1);
    }

    @Test
    void closedBranchesMergeTheirCablesAndCountThem() {
        List<Cable> cables = Cable.merge(connections, closed("layers", left), closed("blocks", right));
        assertThat(cables).containsExactly(
                new Cable(left.find("layers").orElseThrow(), right.find("blocks").orElseThrow(), 30, false));
    }

    @Test
    void aBranchThatIsClosedOnOneSideFansOut() {
        List<Cable> cables = Cable.merge(connections, closed("layers", left), UnaryOperator.identity());
        assertThat(cables).hasSize(30);
        assertThat(cables).filteredOn(cable -> !cable.fits()).extracting(cable -> cable.to().path()).containsExactly("blocks.7.to_q");
    }
}
