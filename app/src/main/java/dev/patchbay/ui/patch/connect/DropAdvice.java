package dev.patchbay.ui.patch.connect;

import dev.patchbay.inspection.problem.Cause;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.matching.drop.DropOutcome;
import dev.patchbay.matching.suggest.Place;
import dev.patchbay.matching.suggest.Suggestion;
import dev.patchbay.matching.suggest.Suggestions;
import dev.patchbay.ui.patch.tree.BaseRows;
import dev.patchbay.ui.patch.tree.NameNode;
import dev.patchbay.ui.patch.tree.RowPair;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a drop, for one analysis: that the file's names point to another module, as {@code suggest} says, or that a problem
 * of the dropped tensors is mended by something else than rules. Used on background threads, one at a time.
 */
final class DropAdvice {

    private final Analysis analysis;
    private @Nullable Map<String, List<Place>> places;

    DropAdvice(Analysis analysis) {
        this.analysis = analysis;
    }

    /** The module that the tensor of a row more likely belongs to than to the target; empty for branches. */
    synchronized Optional<NameNode> better(RowPair pair, DropOutcome outcome, BaseRows base) {
        if (!pair.source().isName() || pair.target().names() > 1 || !(outcome instanceof DropOutcome.Fits)) {
            return Optional.empty();
        }
        List<Place> likely = analysis.mapping().tensors().stream()
                .filter(tensor -> tensor.source().equals(pair.source().path()))
                .map(MappedTensor::name)
                .flatMap(name -> places().getOrDefault(name, List.of()).stream())
                .toList();
        return likely.stream().anyMatch(place -> pair.target().path().equals(place.address()))
                ? Optional.empty()
                : likely.stream().flatMap(place -> base.tree().find(place.address()).stream()).findFirst();
    }

    /** Fixes that are no rules for the tensors of a row: another base, another rank. The base of a cause counts for all tensors. */
    List<QuickFix> fixes(RowPair pair, DropOutcome outcome) {
        return outcome instanceof DropOutcome.Refused
                ? analysis.causes().stream()
                        .flatMap(cause -> cause.fixes().stream().filter(fix -> mends(fix, cause, pair.source())))
                        .distinct()
                        .toList()
                : List.of();
    }

    private static boolean mends(QuickFix fix, Cause cause, NameNode row) {
        return switch (fix) {
            case QuickFix.ChooseBase base -> true;
            case QuickFix.ResizeRank rank -> cause.problems().stream().map(Problem::tensors).flatMap(List::stream)
                    .anyMatch(tensor -> row.isName() ? tensor.equals(row.path()) : row.isAbove(tensor));
            case QuickFix.ChangeRules rules -> false;
            case QuickFix.SetScale scale -> false;
            case QuickFix.DropTensors drop -> false;
        };
    }

    /** Where the names of the file lead, by name of the tensor as the rules leave it. */
    private Map<String, List<Place>> places() {
        Map<String, List<Place>> known = places;
        if (known == null) {
            known = new HashMap<>();
            for (Suggestion suggestion : suggestions()) {
                for (var tensor : suggestion.tensors()) {
                    known.put(tensor.name(), suggestion.targets());
                }
            }
            places = known;
        }
        return known;
    }

    private List<Suggestion> suggestions() {
        return analysis.fit()
                .map(fit -> Suggestions.of(fit, new Analyzer(analysis.state(), KnownRules.BUILT_IN).search()).all())
                .orElse(List.of());
    }
}
