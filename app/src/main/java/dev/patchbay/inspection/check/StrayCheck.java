package dev.patchbay.inspection.check;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Part;
import dev.patchbay.part.Stray;
import dev.patchbay.part.TidyName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reports modules that the base has, but whose names hold something that does not belong there, once for each thing. */
public final class StrayCheck implements Check {

    /** The axis of names with separators that do not belong there. */
    public static final String SEPARATORS = "separator";

    @Override
    public List<Problem> check(InspectionContext context) {
        List<ModuleFit> stray = context.fits().stream().filter(ModuleFit::isBehindStrays).toList();
        Map<List<Stray>, List<ModuleFit>> groups = Modules.by(stray, StrayCheck::strays);
        return groups.entrySet().stream().map(group -> problem(context, group.getKey(), group.getValue())).toList();
    }

    private static List<Stray> strays(ModuleFit fit) {
        return TidyName.ofTensor(fit.firstName()).map(TidyName::strays).orElse(List.of());
    }

    private static Problem problem(InspectionContext context, List<Stray> strays, List<ModuleFit> fits) {
        ModuleFit first = fits.getFirst();
        MappedTensor tensor = first.parts().getFirst();
        String component = first.location().orElseThrow().component();
        String module = first.location().orElseThrow().modules().getFirst().module().name();
        Part part = AdapterKey.parse(tensor.name()).map(AdapterKey::part).filter(one -> one == Part.UP).orElse(Part.DOWN);
        String right = AdapterKey.canonical(component, module, part);
        String found = strays.stream().map(Stray::text).distinct().collect(Collectors.joining(", "));
        String programs = strays.stream().map(Stray::program).filter(one -> !one.isEmpty()).distinct().collect(Collectors.joining(", "));
        Stray.Kind kind = strays.getFirst().kind();
        Message message = Message.of(
                "inspection.stray." + kind.name().toLowerCase(Locale.ROOT), Modules.count(fits), found, programs, tensor.name(), right);
        return Problem.of(ProblemCode.NAME_MISMATCH, Severity.ERROR, axis(kind), message)
                .at(AdapterFit.sources(fits), module)
                .differing(right, found)
                .withFixes(context.nameFixes());
    }

    private static String axis(Stray.Kind kind) {
        return switch (kind) {
            case WRAPPER, PREFIX -> "container";
            case ADAPTER_NAME -> "infix";
            case SEPARATOR, DOTS -> SEPARATORS;
        };
    }
}
