package dev.patchbay.inspection.check;

import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.stream.Stream;

/** Fixes that choose another base, which the adapter's names and sizes fit. */
final class BaseFixes {

    private static final int MOST = 4;

    private BaseFixes() {}

    /** Never certain: several models can have equal names and sizes, and only the person knows which one the adapter was trained on. */
    static List<QuickFix> of(InspectionContext context) {
        return context.families().stream()
                .filter(FamilyEvidence::sizesFit)
                .limit(1)
                .flatMap(best -> Stream.concat(Stream.of(best.name()), best.sameAs().stream()))
                .filter(name -> !name.equals(context.base().name()))
                .limit(MOST)
                .<QuickFix>map(name -> new QuickFix.ChooseBase(Message.of("inspection.fix.base", name), false, name))
                .toList();
    }
}
