package dev.patchbay.inspection.check;

import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.naming.NamingScheme;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        FamilyEvidence evidence = having(context).findFirst().orElseGet(() -> context.ranking().sure().getFirst());
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
                        Message.of("inspection.family.likelier", base, ofEachFamily(best)))
                .differing(base, best.name())
                .withFixes(BaseFixes.of(context)));
    }

    /** {@code flux.1-dev (flux), chroma1 (chroma)}: one model of each family that fits alike. */
    private static String ofEachFamily(FamilyEvidence evidence) {
        Map<String, String> models = new LinkedHashMap<>(Map.of(evidence.family(), evidence.name()));
        evidence.sameAs().stream().map(ModelCatalog::model).flatMap(Optional::stream)
                .forEach(model -> models.putIfAbsent(model.family(), model.name()));
        return models.entrySet().stream()
                .map(model -> model.getValue() + " (" + model.getKey() + ")")
                .collect(Collectors.joining(", "));
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
     * True if some modules do not fit the base under whatever name, no rules fix that, and the adapter is for known models that call their
     * modules differently: a third of the modules or more do not fit, or those models have every one of them.
     */
    static boolean isWrong(InspectionContext context) {
        List<ModuleFit> fits = context.fits();
        long fitting = fits.stream().filter(fit -> fit.weight().filter(fit.module()::fits).isPresent()).count();
        if (fitting == fits.size() || context.base().family().equals(UNKNOWN)) {
            return false;
        }
        boolean most = 3 * fitting > 2L * fits.size();
        Set<String> schemes = (most ? having(context) : context.ranking().foremost().stream())
                .flatMap(evidence -> evidence.families().stream())
                .map(NamingScheme::nameOf)
                .collect(Collectors.toSet());
        boolean mended = context.nameFixes().stream().anyMatch(QuickFix::certain);
        return !schemes.isEmpty() && !schemes.contains(NamingScheme.nameOf(context.base().family())) && !mended;
    }

    /** The models that have all modules of the adapter in these sizes. */
    private static Stream<FamilyEvidence> having(InspectionContext context) {
        return context.ranking().models().stream().filter(one -> one.sizesFit() && one.fitting() == context.fits().size());
    }
}
