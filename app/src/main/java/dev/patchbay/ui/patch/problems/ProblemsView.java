package dev.patchbay.ui.patch.problems;

import atlantafx.base.theme.Styles;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.ui.control.EmptyState;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.control.SkeletonRows;
import dev.patchbay.ui.fx.FxThread;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.heat.ValuesModel;
import dev.patchbay.ui.patch.heat.ValuesProgress;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * The list of causes, each with the problems folded under it: filters by severity and kind, fixes as buttons. Space opens and closes a
 * cause, as the right and left arrows do; Enter shows the affected rows in the trees.
 */
public final class ProblemsView extends BorderPane {

    private final ProblemsModel model;
    private final ListView<ProblemRow> list;
    private final HBox bar = new HBox();
    private final ProblemFilters filters;
    private final ValuesProgress values;
    private final Button fixAll = fixAll();

    /** @param jump shows the rows of a problem in the trees */
    public ProblemsView(ProblemsModel model, ValuesModel reading, Consumer<Problem> jump) {
        this.filters = new ProblemFilters(model);
        this.values = new ValuesProgress(reading);
        this.model = model;
        this.list = new ListView<>(model.rows());
        fixAll.setOnAction(event -> model.fixAllCertain());
        list.setId("problems");
        list.getStyleClass().add("problems");
        list.setAccessibleText(Texts.of("ui.problems"));
        list.setCellFactory(view -> new ProblemCell(model, list));
        list.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (pressed(event, jump)) {
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                model.selectedProperty().get().ifPresent(jump);
            }
        });
        model.rowProperty().subscribe(selected -> selected.ifPresentOrElse(this::show, list.getSelectionModel()::clearSelection));
        model.reportProperty().subscribe(report -> refresh());
        model.lookingProperty().subscribe(looking -> list.setPlaceholder(placeholder(model.reportProperty().get())));
        model.causesProperty().subscribe(causes -> refresh());
        model.certainFixesProperty().subscribe(count -> showCertainFixes(count.intValue()));
        model.filterProperty().subscribe(filter -> refresh());
        model.kindsProperty().subscribe(kinds -> refresh());
        bar.getStyleClass().add("pane-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getChildren().setAll(filters, spacer(), values, fixAll);
        setTop(bar);
        setCenter(list);
    }

    /** Selects another problem and focuses the list, so that Enter and Alt+Enter work. */
    public void step(Runnable step) {
        step.run();
        FxThread.later(list::requestFocus); // the tab may have to be selected first
    }

    /** True if the key was meant for the selected row. */
    private boolean pressed(KeyEvent event, Consumer<Problem> jump) {
        boolean inText = event.getTarget() instanceof TextField;
        Optional<ProblemRow> row = model.rowProperty().get();
        switch (event.getCode()) {
            case ENTER -> {
                if (event.isAltDown()) {
                    return false;
                }
                row.flatMap(ProblemRow::problem).ifPresent(jump);
            }
            case C -> {
                if (inText || !event.isShortcutDown()) {
                    return false;
                }
                row.map(ProblemCopies::sentence).ifPresent(ProblemCopies::copy);
            }
            case SPACE -> model.toggle();
            case RIGHT, LEFT -> {
                if (inText) {
                    return false;
                }
                row.ifPresent(one -> model.open(one, event.getCode() == KeyCode.RIGHT));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void chosen(@Nullable ProblemRow row) {
        if (row != null) {
            model.select(row);
        }
    }

    private void show(ProblemRow row) {
        if (list.getSelectionModel().getSelectedItem() != row) {
            list.getSelectionModel().select(row);
            list.scrollTo(row);
        }
    }

    private void refresh() {
        Optional<InspectionReport> report = model.reportProperty().get();
        list.setPlaceholder(placeholder(report));
        filters.refresh();
        bar.setVisible(report.isPresent());
        bar.setManaged(bar.isVisible());
    }

    private Node placeholder(Optional<InspectionReport> report) {
        if (report.isEmpty() && model.lookingProperty().get()) {
            return new SkeletonRows();
        }
        if (report.isEmpty()) {
            return new EmptyState(Icon.BASE, Texts.of("ui.problems.noBase"), Texts.of("ui.problems.noBase.hint"));
        }
        return model.causes().isEmpty()
                ? new EmptyState(Icon.OK, Texts.of("ui.problems.none"), Texts.of("ui.problems.none.hint"))
                : new EmptyState(Icon.SEARCH, Texts.of("ui.problems.filtered"), Texts.of("ui.problems.filtered.hint"));
    }

    /** One button for good: a click whose press and release have a refresh between them still counts. */
    private Button fixAll() {
        Button button = new Button();
        button.setId("fix-all");
        button.setGraphic(Icon.FIX_ALL.node());
        button.getStyleClass().add(Styles.SMALL);
        button.setFocusTraversable(false);
        button.managedProperty().bind(button.visibleProperty());
        button.setMinWidth(USE_PREF_SIZE);
        button.accessibleTextProperty().bind(button.textProperty());
        Tooltip words = new Tooltip();
        words.textProperty().bind(button.textProperty());
        button.setTooltip(words);
        button.contentDisplayProperty().bind(widthProperty().map(width ->
                width.doubleValue() < ProblemCell.NARROW ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT));
        return button;
    }

    private void showCertainFixes(int count) {
        fixAll.setText(Texts.of("ui.problems.fixAll", count));
        fixAll.setVisible(count > 0);
    }

    private static Node spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }
}
