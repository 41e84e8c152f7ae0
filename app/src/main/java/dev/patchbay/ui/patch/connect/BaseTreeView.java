package dev.patchbay.ui.patch.connect;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.BaseRows;
import dev.patchbay.ui.patch.tree.BaseTreeModel;
import dev.patchbay.ui.patch.tree.FitState;
import dev.patchbay.ui.patch.tree.NameCell;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.patch.tree.Shapes;
import dev.patchbay.ui.patch.tree.Side;
import dev.patchbay.ui.patch.tree.StateCell;
import dev.patchbay.ui.patch.tree.StateSign;
import dev.patchbay.ui.patch.tree.TextCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The right tree: the base's modules. Rows of the left tree are dropped here; Enter connects the marked one. */
public final class BaseTreeView extends NameTreeView {

    private final BaseTreeModel model;

    public BaseTreeView(BaseTreeModel model, ConnectModel connect) {
        super("base-tree", Texts.of("ui.base.tree"));
        this.model = model;
        addColumn("ui.column.module", 140, FLEXIBLE, () -> new NameCell(new SimpleObjectProperty<>(Optional.empty())));
        addColumn("ui.column.shape", 90, 130, () -> new TextCell(this::shape, "mono", "quiet"));
        addColumn("ui.column.reach", 100, 160, ReachCell::new);
        setRowFactory(view -> new JoinRow(connect, Side.BASE, node -> StateCell.spoken(marks(node))));
        model.rowsProperty().subscribe(rows -> {
            lookFirstAt(rows.base().map(base -> base.main().component()).orElse(""));
            show(rows.tree(), rows.query(), rows.base());
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && connect.markedProperty().get().isPresent()) {
                selected().ifPresent(connect::connectMarked);
                event.consume();
            }
        });
    }

    private String shape(NameNode node) {
        BaseRows rows = model.rowsProperty().get();
        return rows.module(node).map(ModuleInfo::weight).map(Shapes::text)
                .orElseGet(() -> Texts.of("ui.count.below", rows.adaptable(node)));
    }

    private List<StateCell.Mark> marks(NameNode node) {
        BaseRows rows = model.rowsProperty().get();
        return node.isLeaf() ? leaf(rows, node) : branch(rows, node);
    }

    private static List<StateCell.Mark> leaf(BaseRows rows, NameNode node) {
        Optional<FitState> state = rows.state(node);
        if (state.isEmpty() || state.get() == FitState.FIXED) {
            return List.of();
        }
        StateSign sign = StateSign.of(state.get());
        String words = rows.reach(node).map(reach -> reached(reach, sign)).orElse("");
        return List.of(new StateCell.Mark(sign, words));
    }

    private static String reached(ModuleReach reach, StateSign sign) {
        return reach.rank() == 0 ? sign.word() : Texts.of("ui.reach.rank", reach.rank(), sign.word());
    }

    /** Modules reached out of those that can be; with several states only a count of each. */
    private static List<StateCell.Mark> branch(BaseRows rows, NameNode node) {
        Map<FitState, Integer> counts = rows.tally().counts(node);
        counts.remove(FitState.FIXED);
        int adaptable = counts.values().stream().mapToInt(Integer::intValue).sum();
        counts.remove(FitState.FREE);
        List<StateCell.Mark> marks = new ArrayList<>();
        counts.forEach((state, count) -> marks.add(new StateCell.Mark(
                StateSign.of(state), counts.size() > 1 ? String.valueOf(count) : Texts.of("ui.reach.of", count, adaptable))));
        return marks;
    }

    private final class ReachCell extends StateCell {

        ReachCell() {
            super(dataVersionProperty());
        }

        @Override
        public List<Mark> marks(NameNode node) {
            return BaseTreeView.this.marks(node);
        }
    }
}
