package dev.patchbay.ui.patch;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.matching.DropOutcome;
import dev.patchbay.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What drops are judged on while rules and base stay the same, with what was found out so far. Asked on background threads; one question is
 * answered at a time, since the inference behind it remembers things, too.
 */
final class DropGround {

    private final MappingResult mapping;
    private final BaseModel model;
    private final BaseRows base;
    private final InferenceFactory inferences;
    private final Map<Pair, DropOutcome> known = new HashMap<>();
    private InferenceFactory.@Nullable Inference inference;

    DropGround(MappingResult mapping, BaseModel model, BaseRows base, InferenceFactory inferences) {
        this.mapping = mapping;
        this.model = model;
        this.base = base;
        this.inferences = inferences;
    }

    /** True if the answers hold for these rules and this tree, too. */
    boolean isFor(MappingResult result, BaseRows rows) {
        return mapping == result && base.tree() == rows.tree();
    }

    /** What joining the two rows could mean. */
    synchronized DropOutcome infer(NameNode source, NameNode target) {
        Pair pair = new Pair(source.path(), target.path());
        DropOutcome outcome = known.get(pair);
        if (outcome == null) {
            outcome = work(source, target);
            known.put(pair, outcome);
        }
        return outcome;
    }

    private DropOutcome work(NameNode source, NameNode target) {
        Optional<String> dragged = DraggedName.of(mapping, source.path(), source.isName());
        if (dragged.isEmpty()) {
            return new DropOutcome.Refused(Message.of("ui.drop.dropped", source.path()));
        }
        return base.target(target)
                .map(module -> inference().infer(dragged.get(), module.component(), module.module()))
                .orElseGet(() -> new DropOutcome.Refused(Message.of("ui.drop.noModule", target.path())));
    }

    private InferenceFactory.Inference inference() {
        if (inference == null) {
            inference = inferences.over(mapping, model);
        }
        return inference;
    }

    private record Pair(String source, String target) {}
}
