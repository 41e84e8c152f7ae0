package dev.patchbay.ui.patch;

import dev.patchbay.matching.DropOutcome;
import dev.patchbay.matching.RuleProposal;
import dev.patchbay.message.Message;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Workspace;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Joins a row of the left tree to a row of the right one: by drag and drop, or by marking one and choosing the other. What a pair means
 * is worked out in the background and remembered until the rules change.
 */
public final class ConnectModel {

    private final Workspace workspace;
    private final InferenceFactory inferences;
    private final LatestTask work;
    private final ReadOnlyObjectWrapper<Optional<NameNode>> marked = new ReadOnlyObjectWrapper<>(this, "marked", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Offer>> hovered = new ReadOnlyObjectWrapper<>(this, "hovered", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Offer>> offered = new ReadOnlyObjectWrapper<>(this, "offered", Optional.empty());

    private Optional<DropGround> ground = Optional.empty();
    private Optional<Dragged> dragged = Optional.empty();

    public ConnectModel(Workspace workspace, TaskExecutor executor, InferenceFactory inferences) {
        this.workspace = workspace;
        this.inferences = inferences;
        this.work = new LatestTask(executor);
    }

    /** The row that the keyboard path starts from. */
    public ReadOnlyObjectProperty<Optional<NameNode>> markedProperty() {
        return marked.getReadOnlyProperty();
    }

    /** What would come of dropping here, once that is known. */
    public ReadOnlyObjectProperty<Optional<Offer>> hoveredProperty() {
        return hovered.getReadOnlyProperty();
    }

    /** What a drop could mean, for a person to choose from. */
    public ReadOnlyObjectProperty<Optional<Offer>> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /** Other rules or another base: what was found out does not hold any more. */
    void show(Optional<Analysis> analysis, BaseRows base) {
        if (ground.isPresent() && analysis.isPresent() && ground.get().isFor(analysis.get().mapping(), base)) {
            return; // only what values tell is new
        }
        ground = analysis.flatMap(newest -> newest.state().base().map(model -> new DropGround(newest.mapping(), model, base, inferences)));
        hovered.set(Optional.empty());
        offered.set(Optional.empty());
    }

    /** Marks a row of the left tree; marking it again takes the mark away. */
    public void mark(NameNode source) {
        marked.set(marked.get().filter(source::equals).isPresent() ? Optional.empty() : Optional.of(source));
    }

    public void unmark() {
        marked.set(Optional.empty());
    }

    /** The row under the pointer while something is dragged, and from which tree it comes. */
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

    /** The pointer drags {@code source} over {@code target}, or the other way round. */
    public void hover(NameNode source, NameNode target) {
        if (hovered.get().filter(offer -> offer.source() == source && offer.target() == target).isEmpty()) {
            hovered.set(Optional.empty());
            infer(source, target, outcome -> hovered.set(Optional.of(new Offer(source, target, outcome))));
        }
    }

    public void endHover() {
        hovered.set(Optional.empty());
    }

    /** Drops {@code source} on {@code target}: what that could mean is offered. */
    public void connect(NameNode source, NameNode target) {
        hovered.set(Optional.empty());
        infer(source, target, outcome -> offered.set(Optional.of(new Offer(source, target, outcome))));
    }

    /** Connects the marked row to {@code target}, if a row is marked. */
    public void connectMarked(NameNode target) {
        marked.get().ifPresent(source -> connect(source, target));
    }

    /** Takes a proposal: one step that can be undone. */
    public void take(RuleProposal proposal) {
        offered.set(Optional.empty());
        unmark();
        workspace.change(Message.of("ui.step.map", proposal.label()), state -> state.with(state.rules().plus(proposal.rules())));
    }

    public void dismiss() {
        offered.set(Optional.empty());
    }

    private void infer(NameNode source, NameNode target, Consumer<DropOutcome> onDone) {
        if (ground.isEmpty()) {
            onDone.accept(new DropOutcome.Refused(Message.of("ui.drop.noBase")));
            return;
        }
        DropGround over = ground.get();
        work.run((progress, cancellation) -> over.infer(source, target), onDone, problem ->
                onDone.accept(new DropOutcome.Refused(Texts.explain(problem))));
    }

    private record Dragged(Side side, NameNode node) {}
}
