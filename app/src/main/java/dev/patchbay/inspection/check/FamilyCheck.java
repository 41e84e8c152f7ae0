package dev.patchbay.inspection.check;

import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports a base of another family than the adapter's. */
public final class FamilyCheck implements Check {

    private static final String UNKNOWN = "unknown";

    @Override
    public List<Problem> check(InspectionContext context) {
        if (!context.isWrongFamily()) {
            return sameAsOthers(context);
        }
        FamilyEvidence evidence = context.ranking().sure().getFirst();
        String family = context.base().family();
        String key = evidence.sizesFit() ? "inspection.family.model" : "inspection.family.names";
        String its = evidence.sizesFit() ? evidence.family() : String.join(", ", evidence.families());
        Message message = Message.of(key, Modules.count(context.fits()), evidence.name(), its, context.base().name(), family);
        return List.of(Problem.of(ProblemCode.WRONG_FAMILY, Severity.ERROR, "family", message)
                .at(AdapterFit.sources(context.fits()), "")
                .differing(family, evidence.family())
                .withFixes(BaseFixes.of(context)));
    }

    /**
     * Other models with the same names and sizes: the tensors do not tell on which one the adapter was trained. They may be of other
     * families: most layers of FLUX.1 are called and sized as those of HunyuanVideo.
     */
    private static List<Problem> sameAsOthers(InspectionContext context) {
        List<FamilyEvidence> models = AdapterFamilies.rank(context.fits().stream().map(Modules::size).toList()).models();
        Optional<FamilyEvidence> base = models.stream().filter(one -> one.sizesFit() && isBase(context, one)).findFirst();
        return base.stream()
                .flatMap(own -> Stream.concat(same(context, own), likelier(context, own, models.getFirst())))
                .toList();
    }

    /** A model of another family that the names and sizes fit better: layers that both have, in as many blocks as that one has. */
    private static Stream<Problem> likelier(InspectionContext context, FamilyEvidence own, FamilyEvidence best) {
        String base = context.base().name();
        String scheme = NamingScheme.nameOf(context.base().family());
        if (best.score() <= own.score() || best.families().stream().map(NamingScheme::nameOf).anyMatch(scheme::equals)) {
            return Stream.empty();
        }
        return Stream.of(Problem.of(
                        ProblemCode.WRONG_FAMILY, Severity.WARNING, "model",
                        Message.of("inspection.family.likelier", base, best.name(), best.family()))
                .differing(base, best.name())
                .withFixes(BaseFixes.of(context)));
    }

    private static boolean isBase(InspectionContext context, FamilyEvidence evidence) {
        String base = context.base().name();
        return evidence.name().equals(base) || evidence.sameAs().contains(base);
    }

    private static Stream<Problem> same(InspectionContext context, FamilyEvidence evidence) {
        if (evidence.sameAs().isEmpty()) {
            return Stream.empty();
        }
        String base = context.base().name();
        String others = Stream.concat(Stream.of(evidence.name()), evidence.sameAs().stream())
                .filter(name -> !name.equals(base))
                .collect(Collectors.joining(", "));
        return Stream.of(Problem.of(ProblemCode.WRONG_FAMILY, Severity.INFO, "model", Message.of("inspection.family.same", base, others))
                .differing(base, others));
    }

    /**
     * True if a third of the modules, or more, do not fit the base under whatever name, no rules fix that, and the adapter is for known
     * models that call their modules differently.
     */
    static boolean isWrong(InspectionContext context) {
        List<ModuleFit> fits = context.fits();
        long fitting = fits.stream().filter(fit -> fit.weight().filter(fit.module()::fits).isPresent()).count();
        if (fits.isEmpty() || 3 * fitting > 2L * fits.size() || context.base().family().equals(UNKNOWN)) {
            return false;
        }
        Set<String> schemes = context.ranking().foremost().stream()
                .flatMap(evidence -> evidence.families().stream())
                .map(NamingScheme::nameOf)
                .collect(Collectors.toSet());
        boolean mended = context.nameFixes().stream().anyMatch(QuickFix::certain);
        return !schemes.isEmpty() && !schemes.contains(NamingScheme.nameOf(context.base().family())) && !mended;
    }
}
