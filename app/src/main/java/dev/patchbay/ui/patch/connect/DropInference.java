package dev.patchbay.ui.patch.connect;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.matching.drop.Drop;
import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.message.Message;
import dev.patchbay.ui.patch.tree.BaseRows;
import dev.patchbay.ui.patch.tree.DropTarget;
import dev.patchbay.ui.patch.tree.RowPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Infers what drops mean for one set of rules and one base, and caches the answers. Called on background threads; synchronized, since the
 * inference behind it keeps state.
 */
final class DropInference {

    private final MappingResult mapping;
    private final BaseModel model;
    private final BaseRows base;
    private final InferenceFactory inferences;
    private final Map<List<List<String>>, DropOutcome> known = new HashMap<>();
    private @Nullable Function<List<Drop>, DropOutcome> inference;

    DropInference(MappingResult mapping, BaseModel model, BaseRows base, InferenceFactory inferences) {
        this.mapping = mapping;
        this.model = model;
        this.base = base;
        this.inferences = inferences;
    }

    /** True if the cached answers hold for these rules and this tree. */
    boolean isFor(MappingResult result, BaseRows rows) {
        return isFor(result) && base.tree() == rows.tree();
    }

    /** True if it was made for these rules, whatever the tree. */
    boolean isFor(MappingResult result) {
        return mapping == result;
    }

    /**
     * What one rule that connects the rows of all pairs could be.
     *
     * @param pairs at least one
     */
    synchronized DropOutcome infer(List<RowPair> pairs) {
        // By name: a search creates new row objects for the same names.
        List<List<String>> names = pairs.stream().map(pair -> List.of(pair.source().path(), pair.target().path())).toList();
        DropOutcome outcome = known.get(names);
        if (outcome == null) {
            outcome = work(pairs);
            known.put(names, outcome);
        }
        return outcome;
    }

    private DropOutcome work(List<RowPair> pairs) {
        List<Drop> drops = new ArrayList<>();
        for (RowPair pair : pairs) {
            Optional<String> dragged = DraggedName.of(mapping, pair.source());
            if (dragged.isEmpty()) {
                return new DropOutcome.Refused(Message.of("ui.drop.dropped", pair.source().path()));
            }
            Optional<DropTarget> target = base.target(pair.target());
            if (target.isEmpty()) {
                return new DropOutcome.Refused(Message.of("ui.drop.noModule", pair.target().path()));
            }
            drops.add(new Drop(dragged.get(), target.get().component(), target.get().module()));
        }
        return inference().apply(drops);
    }

    private Function<List<Drop>, DropOutcome> inference() {
        if (inference == null) {
            inference = inferences.over(mapping, model);
        }
        return inference;
    }
}
