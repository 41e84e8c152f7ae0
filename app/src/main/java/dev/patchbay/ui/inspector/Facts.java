package dev.patchbay.ui.inspector;

import atlantafx.base.theme.Styles;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.DeclaredAlpha;
import dev.patchbay.examination.ChangeValues;
import dev.patchbay.examination.StoredAs;
import dev.patchbay.examination.Subject;
import dev.patchbay.message.PlainText;
import dev.patchbay.tensor.TensorStatistics;
import dev.patchbay.ui.control.Figures;
import dev.patchbay.ui.control.FileSize;
import dev.patchbay.ui.fx.Texts;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** What is known by words and numbers: a line for each, its name on the left. */
final class Facts extends GridPane {

    private static final double NAMES = 104;

    private int lines;

    private Facts(String id) {
        setId(id);
        getStyleClass().add("facts");
        ColumnConstraints names = new ColumnConstraints(NAMES);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().setAll(names, values);
    }

    static Facts of(StoredAs tensor) {
        Facts facts = new Facts("inspector-tensor");
        facts.add("inspector.dtype", tensor.type());
        facts.add("inspector.shape", tensor.shape() + "  ·  " + Texts.counted("inspector.elements", tensor.shape().elements()).text());
        facts.add("inspector.size", FileSize.text(tensor.bytes()));
        facts.add("inspector.place", PlainText.inLine(tensor.location()));
        return facts;
    }

    static Facts of(Subject.Layer layer) {
        Facts facts = new Facts("inspector-layer");
        facts.add("inspector.component", layer.component());
        facts.add("inspector.shape", layer.info().weight().toString());
        return facts;
    }

    static Facts of(AdapterModule module) {
        Facts facts = new Facts("inspector-module");
        facts.add("inspector.module", PlainText.inLine(module.address()));
        facts.add("inspector.algorithm", module.algorithm().label());
        if (module.rank() > 0) {
            facts.add("inspector.rank", String.valueOf(module.rank()));
        }
        String alpha = module.declaredAlpha().map(Facts::alpha).orElseGet(() -> Texts.of("inspector.alpha.none"));
        facts.add("inspector.alpha", alpha);
        facts.add("inspector.scale", Figures.number(module.scale()) + ", " + Texts.of("adapter.scaleSource." + module.scaleSource()));
        return facts;
    }

    private static String alpha(DeclaredAlpha alpha) {
        return Figures.number(alpha.value()) + ", " + Texts.of("adapter.scaleSource." + alpha.source());
    }

    static Facts of(TensorStatistics found) {
        Facts facts = new Facts("inspector-statistics");
        facts.add("inspector.range", Figures.number(found.min()) + " … " + Figures.number(found.max()));
        facts.add("inspector.mean", Figures.number(found.mean()) + " ± " + Figures.number(found.std()));
        facts.add("inspector.norm", Figures.number(found.norm()));
        facts.add("inspector.zeros", found.zeros() + "  ·  " + Figures.percent(share(found.zeros(), found.count())));
        facts.add("inspector.notFinite", Texts.of("inspector.notFinite.counts", found.nan(), found.inf()));
        if (found.hasNonFinite()) {
            facts.getChildren().getLast().getStyleClass().add(Styles.DANGER);
        }
        return facts;
    }

    private static double share(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }

    static Facts of(ChangeValues change) {
        Facts facts = new Facts("inspector-change");
        facts.add("inspector.changeNorm", Figures.number(change.norm()));
        String share = change.share().isPresent()
                ? Texts.of("inspector.share.of", Figures.percent(change.share().getAsDouble()), Figures.number(change.baseNorm().orElse(0)))
                : Texts.of("inspector.share.unknown");
        facts.add("inspector.share", share);
        int rank = change.spectrum().values().size();
        facts.add("inspector.effectiveRank", Texts.of("inspector.rankOf", Figures.number(change.spectrum().effectiveRank()), rank));
        facts.add("inspector.energy", Texts.of("inspector.rankOf", change.spectrum().rankOf(0.99), rank));
        return facts;
    }

    private void add(String key, String value) {
        Label name = new Label(Texts.of(key));
        name.getStyleClass().addAll(Styles.TEXT_MUTED, Styles.TEXT_SMALL);
        Label words = new Label(value);
        words.getStyleClass().addAll("mono", Styles.TEXT_SMALL);
        words.setWrapText(true);
        words.setAccessibleRole(AccessibleRole.TEXT);
        words.setAccessibleText(name.getText() + " " + value);
        name.setLabelFor(words);
        GridPane.setValignment(name, VPos.TOP);
        addRow(lines++, name, words);
    }
}
