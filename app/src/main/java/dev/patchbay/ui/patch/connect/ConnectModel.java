package dev.patchbay.ui.patch.connect;

import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.matching.drop.RuleProposal;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.patch.tree.BaseRows;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.RowPair;
import dev.patchbay.ui.patch.tree.Side;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Connects a row of the left tree to a row of the right one: by drag and drop, or by marking one and choosing the other. What a pair of
 * rows could mean is inferred in the background and cached until the rules change.
 */
public final class ConnectModel {

    private final Workspace workspace;
    private final InferenceFactory inferences;
    private final Consumer<QuickFix> mend;
    private final LatestTask work;
    private final ReadOnlyObjectWrapper<Optional<NameNode>> marked = new ReadOnlyObjectWrapper<>(this, "marked", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Offer>> hovered = new ReadOnlyObjectWrapper<>(this, "hovered", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Offer>> offered = new ReadOnlyObjectWrapper<>(this, "offered", Optional.empty());

    private final ReadOnlyObjectWrapper<List<RowPair>> held = new ReadOnlyObjectWrapper<>(this, "held", List.of());

    private Optional<DropInference> inference = Optional.empty();
    private Optional<DropAdvice> advice = Optional.empty();
    private BaseRows base = BaseRows.EMPTY;
    private Optional<Dragged> dragged = Optional.empty();

    /** @param mend applies a fix of a problem */
    public ConnectModel(Workspace workspace, TaskExecutor executor, InferenceFactory inferences, Consumer<QuickFix> mend) {
        this.mend = mend;
        this.workspace = workspace;
        this.inferences = inferences;
        this.work = new LatestTask(executor);
    }

    /** The marked row, source of a connection made with the keyboard. */
    public ReadOnlyObjectProperty<Optional<NameNode>> markedProperty() {
        return marked.getReadOnlyProperty();
    }

    /** What a drop at the current position would mean; empty until it is inferred. */
    public ReadOnlyObjectProperty<Optional<Offer>> hoveredProperty() {
        return hovered.getReadOnlyProperty();
    }

    /** What a drop could mean, to choose from. */
    public ReadOnlyObjectProperty<Optional<Offer>> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /** Earlier pairs of rows that the next connection is generalised with into one rule. */
    public ReadOnlyObjectProperty<List<RowPair>> heldProperty() {
        return held.getReadOnlyProperty();
    }

    /** Takes over other rules or another base; cached inferences are discarded. */
    public void show(Optional<Analysis> analysis, BaseRows rows) {
        base = rows;
        advice = analysis.map(DropAdvice::new);
        if (inference.isPresent() && analysis.isPresent() && inference.get().isFor(analysis.get().mapping(), rows)) {
            return; // only value findings are new
        }
        boolean sameRules = inference.isPresent() && analysis.isPresent() && inference.get().isFor(analysis.get().mapping());
        inference = analysis.flatMap(newest ->
                newest.state().base().map(model -> new DropInference(newest.mapping(), model, rows, inferences)));
        hovered.set(Optional.empty());
        offered.set(Optional.empty());
        if (!sameRules) {
            release(); // not after a mere search in the tree
        }
    }

    /** Marks a row of the left tree; marking it again clears the mark. */
    public void mark(NameNode source) {
        marked.set(marked.get().filter(source::equals).isPresent() ? Optional.empty() : Optional.of(source));
    }

    public void unmark() {
        marked.set(Optional.empty());
    }

    /** The dragged row if the drag started in this tree. */
    public Optional<NameNode> dragged(Side from) {
        return dragged.filter(drag -> drag.side() == from).map(Dragged::node);
    }

    public void startDrag(Side from, NameNode node) {
        dragged = Optional.of(new Dragged(from, node));
    }

    public void endDrag() {
        dragged = Optional.empty();
        endHover();
    }

    /** Called while a drag holds {@code source} (left tree) and {@code target} (right tree) together, whichever of them is dragged. */
    public void hover(NameNode source, NameNode target) {
        if (hovered.get().filter(offer -> offer.source() == source && offer.target() == target).isEmpty()) {
            hovered.set(Optional.empty());
            infer(new RowPair(source, target), offer -> hovered.set(Optional.of(offer)));
        }
    }

    public void endHover() {
        hovered.set(Optional.empty());
    }

    /** Called when {@code source} is dropped on {@code target}: offers the possible meanings. */
    public void connect(NameNode source, NameNode target) {
        hovered.set(Optional.empty());
        infer(new RowPair(source, target), this::advise);
    }

    /** Connects the source of the offer to the module that it more likely belongs to. */
    public void connectBetter() {
        offered.get().ifPresent(offer -> offer.better().ifPresent(better -> {
            offered.set(Optional.empty());
            connect(offer.source(), better);
        }));
    }

    /** Does what mends the dropped tensors instead of a rule. */
    public void mend(QuickFix fix) {
        offered.set(Optional.empty());
        unmark();
        mend.accept(fix);
    }

    private void advise(Offer offer) {
        DropAdvice asked = advice.orElse(null);
        if (asked == null) {
            offered.set(Optional.of(offer));
            return;
        }
        BaseRows rows = base;
        work.run(
                (progress, cancellation) -> new Offer(
                        offer.held(), offer.pair(), offer.outcome(), asked.better(offer.pair(), offer.outcome(), rows),
                        asked.fixes(offer.pair(), offer.outcome())),
                advised -> offered.set(Optional.of(advised)),
                problem -> offered.set(Optional.of(offer)));
    }

    /** Connects the marked row, if there is one, to {@code target}. */
    public void connectMarked(NameNode target) {
        marked.get().ifPresent(source -> connect(source, target));
    }

    /** Adds the rules of a proposal as one undoable step. */
    public void take(RuleProposal proposal) {
        offered.set(Optional.empty());
        unmark();
        release();
        workspace.change(Message.of("ui.step.map", proposal.label()), state -> state.with(state.rules().plus(proposal.rules())));
    }

    public void dismiss() {
        offered.set(Optional.empty());
    }

    /** Adds nothing yet: keeps the offered pair as an example, so that the next one makes the rule more exact. */
    public void hold() {
        offered.get().filter(offer -> offer.outcome() instanceof DropOutcome.Fits).ifPresent(offer -> {
            held.set(all(offer.held(), offer.pair()));
            offered.set(Optional.empty());
            unmark();
        });
    }

    /** Discards the held pairs. */
    public void release() {
        held.set(List.of());
    }

    private void infer(RowPair pair, Consumer<Offer> onDone) {
        List<RowPair> before = held.get().stream().filter(one -> !one.equals(pair)).toList();
        if (inference.isEmpty()) {
            onDone.accept(new Offer(before, pair, new DropOutcome.Refused(Message.of("ui.drop.noBase"))));
            return;
        }
        DropInference over = inference.get();
        work.run(
                (progress, cancellation) -> over.infer(all(before, pair)),
                outcome -> onDone.accept(new Offer(before, pair, outcome)),
                problem -> onDone.accept(new Offer(before, pair, new DropOutcome.Refused(Texts.explain(problem)))));
    }

    private static List<RowPair> all(List<RowPair> before, RowPair newest) {
        List<RowPair> pairs = new ArrayList<>(before);
        pairs.add(newest);
        return List.copyOf(pairs);
    }

    private record Dragged(Side side, NameNode node) {}
}
