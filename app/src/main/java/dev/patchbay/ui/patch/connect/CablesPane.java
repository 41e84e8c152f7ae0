package dev.patchbay.ui.patch.connect;

import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.NameTreeView;
import dev.patchbay.ui.patch.tree.RowPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/**
 * The gutter between the trees: a cable for every connection of rows in view. Row positions are read after each layout pulse, which covers
 * scrolling, expanding, searching and resizing alike.
 */
public final class CablesPane extends Pane {

    /** Wide enough for curves, bundles and their counts, whatever the width of the window. */
    private static final double WIDTH = 132;

    /** With more lines in one view nothing can be told apart. */
    private static final int MAX_LINES = 300;
    /** How far outside the pane a cable to a row out of view ends, in pixels. */
    private static final double BEYOND = 40;

    private final NameTreeView left;
    private final NameTreeView right;
    private final CablesModel model;
    private final ConnectModel connect;
    private final CableActions actions;
    private final TargetCounts counts = new TargetCounts();
    private final List<CableLine> lines = new ArrayList<>();
    private final Node hint = new EmptyState(Icon.CABLE, Texts.of("ui.cables.none"), Texts.of("ui.cables.hint"));
    private final Runnable pulse = this::afterLayout;

    private List<Cable> cables = List.of();
    private boolean stale = true;
    private @Nullable View drawn;

    public CablesPane(NameTreeView left, NameTreeView right, CablesModel model, ConnectModel connect, CableActions actions) {
        this.left = left;
        this.right = right;
        this.model = model;
        this.connect = connect;
        this.actions = actions;
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setId("cables");
        getStyleClass().add("cables");
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        hint.setMouseTransparent(true);
        getChildren().addAll(hint, counts);
        model.connectionsProperty().subscribe(connections -> invalidate());
        left.layoutVersionProperty().subscribe(version -> invalidate());
        right.layoutVersionProperty().subscribe(version -> invalidate());
        connect.hoveredProperty().subscribe(offer -> requestLayout());
        connect.heldProperty().subscribe(held -> requestLayout());
        sceneProperty().subscribe(this::follow);
    }

    private void follow(@Nullable Scene before, @Nullable Scene now) {
        if (before != null) {
            before.removePostLayoutPulseListener(pulse);
        }
        if (now != null) {
            now.addPostLayoutPulseListener(pulse);
        }
    }

    private void invalidate() {
        stale = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        hint.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    private void afterLayout() {
        if (stale) {
            cables = Cable.merge(model.connectionsProperty().get(), left::visibleFor, right::visibleFor);
            stale = false;
            drawn = null;
        }
        View view = new View(
                left.rowsInView(), right.rowsInView(), getWidth(), getHeight(), connect.heldProperty().get(),
                connect.hoveredProperty().get());
        if (!view.equals(drawn)) {
            draw(view);
            drawn = view;
        }
    }

    private void draw(View view) {
        double top = localToScene(0, 0).getY();
        int used = 0;
        for (Cable cable : cables) {
            if (used < MAX_LINES && (view.left().containsKey(cable.from()) || view.right().containsKey(cable.to()))) {
                place(line(used++), cable, cable.fits() ? "cable-ok" : "cable-conflict", view, top);
            }
        }
        counts.clear();
        TargetCounts.of(cables).forEach((target, count) -> {
            if (count > 1 && view.right().containsKey(target)) {
                counts.place(count, getWidth(), y(target, view.right(), top));
            }
        });
        for (RowPair pair : view.held()) {
            Optional<NameNode> from = left.row(pair.source().path());
            Optional<NameNode> to = right.row(pair.target().path());
            if (from.isPresent() && to.isPresent()) {
                place(line(used++), new Cable(left.visibleFor(from.get()), right.visibleFor(to.get()), 1, true), "cable-held", view, top);
            }
        }
        if (view.hovered().isPresent()) {
            Offer offer = view.hovered().get();
            boolean fits = offer.outcome() instanceof DropOutcome.Fits;
            Cable held = new Cable(left.visibleFor(offer.source()), right.visibleFor(offer.target()), 1, fits);
            place(line(used++), held, fits ? "cable-held" : "cable-refused", view, top);
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).setVisible(i < used);
        }
        hint.setVisible(used == 0 && cables.isEmpty() && !view.left().isEmpty() && !view.right().isEmpty());
    }

    private void place(CableLine line, Cable cable, String style, View view, double top) {
        boolean fromInView = view.left().containsKey(cable.from());
        boolean toInView = view.right().containsKey(cable.to());
        line.place(cable, style, getWidth(), y(cable.from(), view.left(), top), fromInView, y(cable.to(), view.right(), top), toInView);
        line.setOnMouseClicked(event -> {
            left.reveal(cable.from());
            right.reveal(cable.to());
            actions.show().accept(cable);
        });
        line.explain(() -> actions.rules().apply(cable));
    }

    /** Vertical position of a row in this pane's coordinates; above or below the pane for rows out of view. */
    private double y(NameNode node, Map<NameNode, Double> rows, double top) {
        Double inView = rows.get(node);
        if (inView != null) {
            return inView - top;
        }
        boolean above = !rows.isEmpty() && node.order() < rows.keySet().iterator().next().order();
        return above ? -BEYOND : getHeight() + BEYOND;
    }

    private CableLine line(int index) {
        if (index == lines.size()) {
            CableLine line = new CableLine();
            lines.add(line);
            getChildren().add(getChildren().size() - 1, line); // the counts stay above
        }
        return lines.get(index);
    }

    /** Everything the drawing depends on besides the cables themselves. */
    private record View(
            Map<NameNode, Double> left, Map<NameNode, Double> right, double width, double height, List<RowPair> held,
            Optional<Offer> hovered) {}
}
