package dev.patchbay.ui.patch.connect;

import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.AdapterRows;
import dev.patchbay.ui.patch.tree.AdapterTreeModel;
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
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The left tree: the adapter's tensors. Rows are dragged from here, or marked with Space. */
public final class AdapterTreeView extends NameTreeView {

    private final AdapterTreeModel model;
    private final ConnectModel connect;

    public AdapterTreeView(AdapterTreeModel model, ConnectModel connect) {
        super("adapter-tree", Texts.of("ui.adapter.tree"));
        this.model = model;
        this.connect = connect;
        addColumn("ui.column.tensor", 140, FLEXIBLE, () -> new NameCell(connect.markedProperty()));
        addColumn("ui.column.shape", 92, 112, () -> new TextCell(this::shape, "mono", "quiet"));
        addColumn("ui.column.dtype", 52, 56, () -> new TextCell(this::dtype, "mono", "quiet"));
        addColumn("ui.column.state", 116, 170, TensorStateCell::new);
        setRowFactory(view -> new JoinRow(connect, Side.ADAPTER, node -> StateCell.spoken(marks(node))));
        model.rowsProperty().subscribe(rows -> show(rows.tree(), rows.query(), rows.file()));
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.SPACE && !event.isShortcutDown()) {
                markSelected();
                event.consume();
            }
        });
    }

    /** Marks the selected row as the source of the next connection. */
    public void markSelected() {
        selected().ifPresent(connect::mark);
    }

    private String shape(NameNode node) {
        return model.rowsProperty().get().info(node).map(TensorInfo::shape).map(Shapes::text)
                .orElseGet(() -> Texts.of("ui.count.below", node.names()));
    }

    private String dtype(NameNode node) {
        return model.rowsProperty().get().type(node);
    }

    private List<StateCell.Mark> marks(NameNode node) {
        AdapterRows rows = model.rowsProperty().get();
        if (node.isLeaf()) {
            return rows.state(node)
                    .or(() -> rows.rank(node).isPresent() ? Optional.of(FitState.UNCHECKED) : Optional.empty())
                    .map(StateSign::of)
                    .map(sign -> List.of(new StateCell.Mark(sign, words(rows, node, sign))))
                    .orElse(List.of());
        }
        List<StateCell.Mark> marks = new ArrayList<>();
        for (Map.Entry<FitState, Integer> entry : rows.tally().counts(node).entrySet()) {
            marks.add(new StateCell.Mark(StateSign.of(entry.getKey()), String.valueOf(entry.getValue())));
        }
        return marks;
    }

    private static String words(AdapterRows rows, NameNode node, StateSign sign) {
        return rows.rank(node).isPresent() ? Texts.of("ui.state.withRank", sign.word(), rows.rank(node).getAsLong()) : sign.word();
    }

    private final class TensorStateCell extends StateCell {

        TensorStateCell() {
            super(dataVersionProperty());
        }

        @Override
        public List<Mark> marks(NameNode node) {
            return AdapterTreeView.this.marks(node);
        }
    }
}
