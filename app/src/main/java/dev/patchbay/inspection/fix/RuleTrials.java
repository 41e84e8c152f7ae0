package dev.patchbay.inspection.fix;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.Expectation;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.NameAxes;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.RuleTitles;
import dev.patchbay.loader.diffusers.AttentionProcessors;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tries rules that may fix names: the person's own, the built-in ones, prefixes, and looked-up flattened names. Each candidate is applied
 * and the modules that then have the right name and fit are counted; only candidates that make more modules fit are offered.
 */
public final class RuleTrials {

    /** Rule sets that each fix one axis are combined, such as infix, prefix and suffix. */
    private static final int MOST_COMBINED = 3;

    private static final int MOST_OFFERED = 3;

    /** Every trial maps every name; larger files are not adapters and are not tried. */
    private static final int MOST_TENSORS = 50_000;

    private final AdapterFit file;
    private final BaseModel base;
    private final RuleSearch search;

    /** @param file mapped by the present rules */
    public RuleTrials(AdapterFit file, RuleSearch search) {
        this.file = file;
        this.base = file.base();
        this.search = search;
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
            return new Candidate(rules.then(other.rules()), both);
        }
    }

    /**
     * The result of a candidate.
     *
     * @param right modules that have their right name and fit
     * @param named modules that have their right name, whatever their sizes
     * @param modules number of all modules under these rules
     * @param tensors halves of the named ones
     */
    private record Trial(Candidate candidate, int right, int named, int modules, int tensors) {

        boolean isBetterThan(Trial other) {
            return right > other.right || right == other.right && named > other.named;
        }

        /** True if every module fits and there are not fewer than {@code before}. */
        boolean leavesNothing(int before) {
            return right == modules && modules >= before;
        }
    }

    /**
     * Rule changes that give more modules the right name, best first; certain if then all modules fit and none is lost. A certain one is
     * offered alone.
     */
    public List<QuickFix> fixes() {
        if (file.checkpoint().tensors().size() > MOST_TENSORS) {
            return List.of();
        }
        Candidate present = new Candidate(file.mapping().rules(), List.of());
        Trial now = measure(present, file.fits());
        List<Trial> better = new ArrayList<>();
        List<Candidate> starts =
                present.rules().entries().isEmpty() ? List.of(present) : List.of(present, new Candidate(RuleSet.EMPTY, List.of()));
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

    /** Tries each part after {@code start}; goes on from the best while modules are left. A part may fix one axis and leave another. */
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
        List<String> names = search.apply(start).tensors().stream().map(MappedTensor::name).toList();
        for (RuleSet rules : start.entries().isEmpty() ? search.suiting() : search.known().suiting(names)) {
            if (search.known().mayBeFor(base.family(), rules)) {
                parts.add(new Candidate(rules, List.of(RuleTitles.title(rules))));
            }
        }
        PrefixRules.candidates(names, base).forEach(rules -> parts.add(new Candidate(rules, List.of(Message.of("inspection.fix.prefix")))));
        Message located = Message.of("inspection.fix.located");
        LocatedRules.candidate(names, file.locator()).ifPresent(rules -> parts.add(new Candidate(rules, List.of(located))));
        Message processors = Message.of("inspection.fix.processors");
        AttentionProcessors.of(base).rules(names).ifPresent(rules -> parts.add(new Candidate(rules, List.of(processors))));
        return parts;
    }

    /**
     * @param old how many of the rules were there before
     * @return empty if the new rules do nothing to this file or cannot be carried out
     */
    private Optional<Trial> attempt(Candidate candidate, int old) {
        MappingResult mapping = search.apply(candidate.rules());
        boolean nothing = mapping.hits().stream().skip(old).allMatch(hits -> hits == 0);
        if (nothing || !mapping.problems().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(measure(candidate, AdapterFit.fits(AdapterFit.named(file.checkpoint(), mapping), base, file.locator())));
    }

    private static Trial measure(Candidate candidate, List<ModuleFit> fits) {
        List<ModuleFit> named = fits.stream().filter(fit -> fit.isMatched() && NameAxes.of(fit).isEmpty()).toList();
        int right = (int) named.stream().filter(fit -> fit.fits(Expectation.NONE)).count();
        int tensors = named.stream().mapToInt(fit -> fit.parts().size()).sum();
        return new Trial(candidate, right, named.size(), fits.size(), tensors);
    }

    private static QuickFix fix(Trial trial, int modulesBefore) {
        Message name = trial.candidate().names().stream()
                .reduce((left, right) -> Message.of("inspection.fix.and", left, right))
                .orElseGet(() -> Message.of("inspection.fix.rules"));
        return new QuickFix.ChangeRules(
                Message.of("inspection.fix.map", trial.tensors(), name), trial.leavesNothing(modulesBefore), trial.candidate().rules());
    }
}
