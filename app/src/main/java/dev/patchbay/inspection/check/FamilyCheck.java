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

    /** Other models with the same names and sizes: the tensors do not tell on which one the adapter was trained. */
    private static List<Problem> sameAsOthers(InspectionContext context) {
        // Only models of the same family can have the same names and sizes.
        String family = context.base().family();
        return AdapterFamilies.rank(context.fits().stream().map(Modules::size).toList(), family::equals).models().stream()
                .filter(evidence -> evidence.sizesFit() && isBase(context, evidence) && !evidence.sameAs().isEmpty())
                .limit(1)
                .map(evidence -> same(context, evidence))
                .toList();
    }

    private static boolean isBase(InspectionContext context, FamilyEvidence evidence) {
        String base = context.base().name();
        return evidence.name().equals(base) || evidence.sameAs().contains(base);
    }

    private static Problem same(InspectionContext context, FamilyEvidence evidence) {
        String base = context.base().name();
        String others = Stream.concat(Stream.of(evidence.name()), evidence.sameAs().stream())
                .filter(name -> !name.equals(base))
                .collect(Collectors.joining(", "));
        return Problem.of(ProblemCode.WRONG_FAMILY, Severity.INFO, "model", Message.of("inspection.family.same", base, others))
                .differing(base, others);
    }

    /**
     * True if less than half of the modules fit the base under whatever name, no rules fix that, and the adapter is for known models that
     * call their modules differently.
     */
    static boolean isWrong(InspectionContext context) {
        List<ModuleFit> fits = context.fits();
        long fitting = fits.stream().filter(fit -> fit.weight().filter(fit.module()::fits).isPresent()).count();
        if (fits.isEmpty() || 2 * fitting >= fits.size() || context.base().family().equals(UNKNOWN)) {
            return false;
        }
        Set<String> schemes = context.ranking().sure().stream()
                .flatMap(evidence -> evidence.families().stream())
                .map(NamingScheme::nameOf)
                .collect(Collectors.toSet());
        boolean mended = context.nameFixes().stream().anyMatch(QuickFix::certain);
        return !schemes.isEmpty() && !schemes.contains(NamingScheme.nameOf(context.base().family())) && !mended;
    }
}
