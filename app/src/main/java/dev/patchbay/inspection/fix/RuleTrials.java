package dev.patchbay.inspection.fix;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.NameAxes;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.RuleTitles;
import dev.patchbay.loader.diffusers.AttentionProcessors;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries rules that may mend names: those that come with Patchbay, prefixes, and looking flattened names up. Each is applied and the
 * modules that
 * then have their right name and fit are counted; only what makes more of them fit is offered.
 */
public final class RuleTrials {

    /** Sets that mend one axis each are combined: infix, then prefix, then suffix. */
    private static final int MOST_COMBINED = 3;

    private static final int MOST_OFFERED = 3;

    /** Every trial looks at every name; a file with more than this is no adapter that anybody made. */
    private static final int MOST_TENSORS = 50_000;

    private final Checkpoint checkpoint;
    private final MappingResult current;
    private final Adapter adapter;
    private final BaseModel base;
    private final ModuleLocator locator;
    private final KnownRules known;
    private final Supplier<List<RuleSet>> suiting;

    public RuleTrials(Checkpoint checkpoint, MappingResult current, Adapter adapter, BaseModel base, ModuleLocator locator,
            KnownRules known, Supplier<List<RuleSet>> suiting) {
        this.known = known;
        this.suiting = suiting;
        this.locator = locator;
        this.checkpoint = checkpoint;
        this.current = current;
        this.adapter = adapter;
        this.base = base;
    }

    /**
     * Rules with a name for people.
     *
     * @param names of the parts that were combined
     */
    private record Candidate(RuleSet rules, List<Message> names) {

        Candidate and(Candidate other) {
            List<Message> both = new ArrayList<>(names);
            both.addAll(other.names());
            boolean first = rules.entries().isEmpty();
            return new Candidate(first ? other.rules() : RuleSets.chain(rules, other.rules()), both);
        }
    }

    /**
     * How a candidate did.
     *
     * @param right modules that have their right name and fit
     * @param named modules that have their right name, whatever their sizes
     * @param modules all that there are then
     * @param tensors halves of the named ones
     */
    private record Trial(Candidate candidate, int right, int named, int modules, int tensors) {

        boolean isBetterThan(Trial other) {
            return right > other.right || right == other.right && named > other.named;
        }

        /** True if every module fits and none of {@code before} was lost on the way. */
        boolean leavesNothing(int before) {
            return right == modules && modules >= before;
        }
    }

    /**
     * What gives more modules their right name, best first; certain if then all fit and none was lost. One that is certain makes others
     * needless.
     */
    public List<QuickFix> fixes() {
        if (checkpoint.tensors().size() > MOST_TENSORS) {
            return List.of();
        }
        Trial now = measure(new Candidate(current.rules(), List.of()), current);
        List<Trial> better = new ArrayList<>();
        List<Candidate> starts = current.rules().entries().isEmpty()
                ? List.of(new Candidate(RuleSet.EMPTY, List.of()))
                : List.of(new Candidate(current.rules(), List.of()), new Candidate(RuleSet.EMPTY, List.of()));
        starts.forEach(start -> grow(start, now, 1, better));
        int before = now.modules();
        Comparator<Trial> bestFirst = Comparator.comparing((Trial trial) -> !trial.leavesNothing(before))
                .thenComparing(Comparator.comparingInt(Trial::right).reversed())
                .thenComparing(Comparator.comparingInt(Trial::named).reversed())
                .thenComparing(trial -> trial.candidate().names().size());
        List<Trial> sorted = better.stream().sorted(bestFirst).toList();
        boolean certain = !sorted.isEmpty() && sorted.getFirst().leavesNothing(before);
        return sorted.stream().limit(certain ? 1 : MOST_OFFERED).map(trial -> fix(trial, before)).toList();
    }

    /** Tries each part after {@code start}; goes on from the best while modules are left. A part may mend one axis and leave another. */
    private void grow(Candidate start, Trial floor, int depth, List<Trial> better) {
        Optional<Trial> best = Optional.empty();
        for (Candidate part : parts(start.rules())) {
            Optional<Trial> trial = attempt(start.and(part), start.rules().entries().size());
            if (trial.isPresent() && trial.get().isBetterThan(floor)) {
                better.add(trial.get());
            }
            if (trial.isPresent() && (best.isEmpty() || trial.get().isBetterThan(best.get()))) {
                best = trial;
            }
        }
        if (best.isPresent() && best.get().named() < best.get().modules() && depth < MOST_COMBINED) {
            grow(best.get().candidate(), best.get().isBetterThan(floor) ? best.get() : floor, depth + 1, better);
        }
    }

    private List<Candidate> parts(RuleSet start) {
        List<Candidate> parts = new ArrayList<>();
        List<String> names = start.entries().isEmpty() ? storedNames() : names(start.apply(checkpoint.infos(), base::unflatten));
        for (RuleSet rules : start.entries().isEmpty() ? suiting.get() : known.suiting(names)) {
            if (isForBase(rules)) {
                parts.add(new Candidate(rules, List.of(RuleTitles.title(rules))));
            }
        }
        PrefixRules.candidates(names, base).forEach(rules -> parts.add(new Candidate(rules, List.of(Message.of("inspection.fix.prefix")))));
        Message located = Message.of("inspection.fix.located");
        LocatedRules.candidate(names, locator).ifPresent(rules -> parts.add(new Candidate(rules, List.of(located))));
        Message processors = Message.of("inspection.fix.processors");
        AttentionProcessors.of(base).rules(names).ifPresent(rules -> parts.add(new Candidate(rules, List.of(processors))));
        return parts;
    }

    /** Rules for another family may do the same by chance, since many take the same prefix off: nobody would trust a fix of that name. */
    private boolean isForBase(RuleSet rules) {
        return rules.isFor(base.family()) || known.own().contains(rules);
    }

    private List<String> storedNames() {
        return List.copyOf(checkpoint.tensors().keySet());
    }

    private static List<String> names(MappingResult mapping) {
        return mapping.tensors().stream().map(tensor -> tensor.name()).toList();
    }

    /**
     * @param old how many of the rules were there before
     * @return empty if the new rules do nothing to this file or cannot be carried out
     */
    private Optional<Trial> attempt(Candidate candidate, int old) {
        MappingResult mapping = candidate.rules().apply(checkpoint.infos(), base::unflatten);
        boolean nothing = mapping.hits().stream().skip(old).allMatch(hits -> hits == 0);
        return nothing || !mapping.problems().isEmpty() ? Optional.empty() : Optional.of(measure(candidate, mapping));
    }

    private Trial measure(Candidate candidate, MappingResult mapping) {
        List<ModuleFit> fits = mapping == current ? AdapterFit.fits(adapter, base, locator) : fits(mapping);
        List<ModuleFit> named = fits.stream().filter(fit -> fit.isMatched() && NameAxes.of(fit).isEmpty()).toList();
        int right = (int) named.stream().filter(fit -> fit.fits(Expectation.NONE)).count();
        int tensors = named.stream().mapToInt(fit -> fit.parts().size()).sum();
        return new Trial(candidate, right, named.size(), fits.size(), tensors);
    }

    private List<ModuleFit> fits(MappingResult mapping) {
        return AdapterFit.fits(AdapterFit.named(checkpoint, mapping), base, locator);
    }

    private static QuickFix fix(Trial trial, int modulesBefore) {
        Message name = trial.candidate().names().stream()
                .reduce((left, right) -> Message.of("inspection.fix.and", left, right))
                .orElseGet(() -> Message.of("inspection.fix.rules"));
        return new QuickFix.ChangeRules(
                Message.of("inspection.fix.map", trial.tensors(), name), trial.leavesNothing(modulesBefore), trial.candidate().rules());
    }
}
