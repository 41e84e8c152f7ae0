package dev.patchbay.ui.patch;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.ui.fx.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The right tree: the base's modules. Rows of the left tree are dropped here; Enter connects the marked one. */
final class BaseTreeView extends NameTreeView {

    private final BaseTreeModel model;

    BaseTreeView(BaseTreeModel model, ConnectModel connect) {
        super("base-tree", Texts.of("ui.base.tree"));
        this.model = model;
        addColumn("ui.column.module", 140, FLEXIBLE, () -> new NameCell(new SimpleObjectProperty<>(Optional.empty())));
        addColumn("ui.column.shape", 90, 130, () -> new TextCell(this::shape, "mono", "quiet"));
        addColumn("ui.column.reach", 90, 130, ReachCell::new);
        setRowFactory(view -> new JoinRow(connect, Side.BASE));
        model.rowsProperty().subscribe(rows -> {
            lookFirstAt(rows.base().map(base -> base.main().component()).orElse(""));
            show(rows.tree(), !model.queryProperty().get().isBlank());
        });
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && connect.markedProperty().get().isPresent()) {
                selected().ifPresent(connect::connectMarked);
                event.consume();
            }
        });
    }

    private String shape(NameNode node) {
        return model.rowsProperty().get().module(node).map(ModuleInfo::weight).map(Shapes::text)
                .orElseGet(() -> Texts.counted("ui.count.modules", node.names()).text());
    }

    private final class ReachCell extends StateCell {

        ReachCell() {
            super(dataVersionProperty());
        }

        @Override
        List<Mark> marks(NameNode node) {
            BaseRows rows = model.rowsProperty().get();
            return node.isLeaf() ? leaf(rows, node) : branch(rows, node);
        }

        private static List<Mark> leaf(BaseRows rows, NameNode node) {
            Optional<FitState> state = rows.state(node);
            if (state.isEmpty() || state.get() == FitState.FIXED) {
                return List.of();
            }
            StateSign sign = StateSign.of(state.get());
            String words = rows.reach(node).map(reach -> Texts.of("ui.reach.rank", reach.rank(), sign.word())).orElse("");
            return List.of(new Mark(sign, words));
        }

        /** What is reached, of what could be. */
        private static List<Mark> branch(BaseRows rows, NameNode node) {
            List<Mark> marks = new ArrayList<>();
            int adaptable = 0;
            for (FitState state : FitState.values()) {
                adaptable += state == FitState.FIXED ? 0 : rows.tally().count(node, state);
            }
            for (Map.Entry<FitState, Integer> entry : rows.tally().counts(node).entrySet()) {
                if (entry.getKey() != FitState.FREE && entry.getKey() != FitState.FIXED) {
                    marks.add(new Mark(StateSign.of(entry.getKey()), Texts.of("ui.reach.of", entry.getValue(), adaptable)));
                }
            }
            return marks;
        }
    }
}
