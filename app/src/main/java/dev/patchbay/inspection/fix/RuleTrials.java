package dev.patchbay.inspection.fix;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.NamingScheme;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries rules that lead the names of a file to the modules of a base: the person's own, the built-in ones, prefixes, and names that are
 * looked up in the base. Each candidate is applied and what then arrives in the base is counted: {@link #best} is the choice of every
 * command that is given no rules, {@link #fixes} are what a person is offered.
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
    private @Nullable List<Trial> better;

    /** Trials beginning with the rules by which the file is mapped; those of one search are made once. */
    public static RuleTrials of(AdapterFit file, RuleSearch search) {
        return search.kept(RuleTrials.class, file.mapping().rules(), () -> new RuleTrials(file, search));
    }

    private RuleTrials(AdapterFit file, RuleSearch search) {
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
     * @param right stored tensors all of whose results are of modules that have their right name and fit
     * @param named the same for modules that have their right name, whatever their sizes
     * @param parts stored tensors of all modules under these rules
     * @param isComplete true if every module fits
     * @param tensors stored halves of the named ones
     */
    private record Trial(Candidate candidate, int right, int named, int parts, boolean isComplete, int tensors) {

        private static final Comparator<Trial> BY_ARRIVED = Comparator.comparingInt(Trial::right).thenComparingInt(Trial::named);

        boolean isBetterThan(Trial other) {
            return BY_ARRIVED.compare(this, other) > 0;
        }

        /** True if every module fits and no tensor that was of a module {@code before} is of none now. */
        boolean leavesNothing(Trial before) {
            return isComplete && parts >= before.parts;
        }
    }

    /**
     * The rules under which most of the file arrives in the base, by modules that fit, then by those of the right name; the present ones
     * where no others do better.
     */
    public RuleSet best() {
        Trial now = now();
        return better(now).stream().findFirst().orElse(now).candidate().rules();
    }

    /**
     * Rule changes that give more modules the right name, best first; certain if then all modules fit and none is lost. A certain one is
     * offered alone.
     */
    public List<QuickFix> fixes() {
        Trial now = now();
        List<Trial> better = better(now);
        boolean certain = !better.isEmpty() && better.getFirst().leavesNothing(now);
        return better.stream().limit(certain ? 1 : MOST_OFFERED).map(trial -> fix(trial, now)).toList();
    }

    private Trial now() {
        return measure(new Candidate(file.mapping().rules(), List.of()), file.mapping(), file.fits());
    }

    /** Trials by which more of the file arrives than now, best first. */
    private List<Trial> better(Trial now) {
        List<Trial> known = better;
        if (known == null) {
            known = attempts(now);
            better = known;
        }
        return known;
    }

    private List<Trial> attempts(Trial now) {
        if (file.checkpoint().tensors().size() > MOST_TENSORS || now.isComplete()) {
            return List.of();
        }
        List<Trial> found = new ArrayList<>();
        Candidate present = now.candidate();
        List<Candidate> starts =
                present.rules().entries().isEmpty() ? List.of(present) : List.of(present, new Candidate(RuleSet.EMPTY, List.of()));
        starts.forEach(start -> grow(start, now, 1, found));
        return found.stream()
                .sorted(Comparator.comparing((Trial trial) -> !trial.leavesNothing(now))
                        .thenComparing(Trial.BY_ARRIVED.reversed())
                        .thenComparing(trial -> trial.candidate().names().size()))
                .toList();
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
        if (best.isPresent() && !best.get().isComplete() && depth < MOST_COMBINED) {
            grow(best.get().candidate(), best.get().isBetterThan(floor) ? best.get() : floor, depth + 1, better);
        }
    }

    private List<Candidate> parts(RuleSet start) {
        List<Candidate> parts = new ArrayList<>();
        List<MappedTensor> tensors = search.apply(start).tensors();
        List<String> names = tensors.stream().map(MappedTensor::name).toList();
        for (RuleSet rules : start.entries().isEmpty() ? search.suiting() : search.known().suiting(names)) {
            if (search.known().mayBeFor(NamingScheme.namesOf(base.family()), rules)) {
                parts.add(new Candidate(rules, titles(rules)));
            }
        }
        PrefixRules.candidates(names, base).forEach(rules -> parts.add(new Candidate(rules, List.of(Message.of("inspection.fix.prefix")))));
        Message located = Message.of("inspection.fix.located");
        LocatedRules.candidate(tensors, file.locator()).ifPresent(rules -> parts.add(new Candidate(rules, List.of(located))));
        Message processors = Message.of("inspection.fix.processors");
        AttentionProcessors.of(base).rules(names).ifPresent(rules -> parts.add(new Candidate(rules, List.of(processors))));
        return parts;
    }

    private List<Message> titles(RuleSet rules) {
        if (!search.tidies(rules)) {
            return List.of(RuleTitles.title(rules));
        }
        Message tidy = Message.of("inspection.fix.tidy");
        return search.afterTidying(rules).map(next -> List.of(tidy, RuleTitles.title(next))).orElse(List.of(tidy));
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
        return Optional.of(
                measure(candidate, mapping, AdapterFit.fits(AdapterFit.named(file.checkpoint(), mapping), base, file.locator())));
    }

    private static Trial measure(Candidate candidate, MappingResult mapping, List<ModuleFit> fits) {
        List<ModuleFit> named = fits.stream().filter(fit -> fit.isMatched() && NameAxes.of(fit).isEmpty()).toList();
        List<ModuleFit> right = named.stream().filter(fit -> fit.fits(Expectation.NONE)).toList();
        int halves = AdapterFit.sources(named).size();
        return new Trial(
                candidate, arrived(mapping, right), arrived(mapping, named), sources(fits).size(),
                !fits.isEmpty() && right.size() == fits.size(), halves);
    }

    /** How many stored tensors are of these modules, and of nothing else. */
    private static int arrived(MappingResult mapping, List<ModuleFit> fits) {
        Set<String> sources = new HashSet<>(sources(fits));
        Set<MappedTensor> own = new HashSet<>();
        fits.forEach(fit -> own.addAll(fit.module().tensors()));
        mapping.tensors().stream().filter(tensor -> !own.contains(tensor)).forEach(tensor -> sources.removeAll(tensor.sources()));
        return sources.size();
    }

    private static Set<String> sources(List<ModuleFit> fits) {
        Set<String> sources = new HashSet<>();
        fits.forEach(fit -> fit.module().tensors().forEach(tensor -> sources.addAll(tensor.sources())));
        return sources;
    }

    private static QuickFix fix(Trial trial, Trial before) {
        Message name = trial.candidate().names().stream()
                .reduce((left, right) -> Message.of("inspection.fix.and", left, right))
                .orElseGet(() -> Message.of("inspection.fix.rules"));
        return new QuickFix.ChangeRules(
                Message.of("inspection.fix.map", trial.tensors(), name), trial.leavesNothing(before), trial.candidate().rules());
    }
}
