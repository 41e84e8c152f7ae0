package dev.patchbay.ui.shell.verdict;

import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fix.FamilyFinder;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.task.TaskExecutor;
import dev.patchbay.ui.fx.LatestTask;
import dev.patchbay.workspace.Analysis;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Models that the open file looks made for, found in the background once a file. */
public final class LikelyBases {

    private final LatestTask ranking;
    private final Runnable onChange;
    private FamilyRanking found = FamilyRanking.NONE;
    private @Nullable Checkpoint of;

    /** @param onChange called on the FX thread when they are found */
    public LikelyBases(TaskExecutor executor, Runnable onChange) {
        this.ranking = new LatestTask(executor);
        this.onChange = onChange;
    }

    /** Those of this file; {@link FamilyRanking#NONE} until they are found. */
    public FamilyRanking of(Optional<Analysis> newest) {
        Checkpoint asked = newest.flatMap(analysis -> analysis.state().checkpoint()).orElse(null);
        if (asked != of) {
            of = asked;
            found = FamilyRanking.NONE;
            ranking.cancel();
            newest.ifPresent(analysis -> ranking.run((told, cancellation) -> rank(analysis), this::show, problem -> {}));
        }
        return found;
    }

    private static FamilyRanking rank(Analysis analysis) {
        Checkpoint file = analysis.state().checkpoint().orElseThrow();
        RuleSearch search = new RuleSearch(file.infos(), ModuleNames.NONE, KnownRules.BUILT_IN);
        return FamilyFinder.rank(file, analysis.adapter(), List.of(), search);
    }

    private void show(FamilyRanking ranked) {
        found = ranked;
        onChange.run();
    }
}
