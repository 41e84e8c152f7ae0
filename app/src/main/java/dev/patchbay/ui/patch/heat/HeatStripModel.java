package dev.patchbay.ui.patch.heat;

import dev.patchbay.message.PlainText;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.control.Figures;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.StateSign;
import dev.patchbay.workspace.Analysis;
import java.util.Optional;
import java.util.StringJoiner;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The adapter as blocks × target modules, with a cursor moved by keyboard and mouse. */
public final class HeatStripModel {

    private final LatestTask work;
    private final ReadOnlyObjectWrapper<HeatStrip> strip = new ReadOnlyObjectWrapper<>(this, "strip", HeatStrip.EMPTY);
    private final ObjectProperty<HeatMeasure> measure = new SimpleObjectProperty<>(this, "measure", HeatMeasure.STATE);
    private final ReadOnlyObjectWrapper<HeatStrip.Position> cursor =
            new ReadOnlyObjectWrapper<>(this, "cursor", new HeatStrip.Position(0, 0));
    private Optional<Analysis> shown = Optional.empty();

    public HeatStripModel(TaskExecutor executor) {
        work = new LatestTask(executor);
    }

    public ReadOnlyObjectProperty<HeatStrip> stripProperty() {
        return strip.getReadOnlyProperty();
    }

    /** What cells are coloured by. */
    public ObjectProperty<HeatMeasure> measureProperty() {
        return measure;
    }

    /** The position that keys act on; always inside a non-empty strip. */
    public ReadOnlyObjectProperty<HeatStrip.Position> cursorProperty() {
        return cursor.getReadOnlyProperty();
    }

    public void show(Optional<Analysis> analysis) {
        if (analysis.orElse(null) != shown.orElse(null)) {
            shown = analysis;
            work.run(
                    (progress, cancellation) -> analysis.map(newest -> HeatStripBuilder.of(newest, cancellation)).orElse(HeatStrip.EMPTY),
                    this::accept,
                    problem -> {});
        }
    }

    private void accept(HeatStrip next) {
        HeatStrip.Position at = cursor.get();
        strip.set(next);
        moveTo(at);
    }

    /** Moves the cursor, stopping at the edges. */
    public void move(int blocks, int targets) {
        moveTo(new HeatStrip.Position(cursor.get().block() + blocks, cursor.get().target() + targets));
    }

    /** Moves the cursor to this position, clamped to the strip. */
    public void moveTo(HeatStrip.Position place) {
        int lastBlock = Math.max(0, strip.get().blocks().size() - 1);
        int lastTarget = Math.max(0, strip.get().targets().size() - 1);
        cursor.set(new HeatStrip.Position(Math.clamp(place.block(), 0, lastBlock), Math.clamp(place.target(), 0, lastTarget)));
    }

    /** The module under the cursor. */
    public Optional<HeatCell> chosen() {
        return strip.get().cell(cursor.get());
    }

    /** Describes a cell: block, module, state, rank, norm. */
    public String describe(HeatStrip.Position place) {
        if (strip.get().isEmpty()) {
            return "";
        }
        HeatStrip.Block block = strip.get().blocks().get(place.block());
        StringJoiner words = new StringJoiner("  ·  ");
        if (!block.name().isEmpty()) {
            words.add(block.name());
        }
        words.add(strip.get().targets().get(place.target()));
        strip.get().cell(place).ifPresentOrElse(cell -> describe(cell, words), () -> words.add(Texts.of("ui.heat.nothing")));
        return PlainText.inLine(words.toString());
    }

    private static void describe(HeatCell cell, StringJoiner words) {
        words.add(StateSign.of(cell.state()).word());
        if (cell.rank() > 0) {
            words.add(Texts.of("ui.heat.rank", cell.rank()));
        }
        cell.norm().ifPresent(norm -> words.add(Texts.of("ui.heat.norm", Figures.number(norm))));
    }

    /** The value of a full cell, for the legend; empty while there is nothing to measure. */
    public Optional<String> most() {
        return switch (measure.get()) {
            case STATE -> Optional.empty();
            case RANK -> strip.get().mostRank() == 0 ? Optional.empty() : Optional.of(String.valueOf(strip.get().mostRank()));
            case NORM -> strip.get().mostNorm() == 0 ? Optional.empty() : Optional.of(Figures.number(strip.get().mostNorm()));
        };
    }
}
