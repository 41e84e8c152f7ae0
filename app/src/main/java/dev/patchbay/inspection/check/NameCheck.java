package dev.patchbay.inspection.check;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.LinkedModule;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fit.WholeModel;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.LeftoverKind;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.name.BlockTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reports modules that the base does not have, once for all blocks, and files without any adapter module. */
public final class NameCheck implements Check {

    private static final Pattern FUSED = Pattern.compile("(^|[._])(to_)?(qkv|query_key_value|in_proj)([._]|$)");

    /** The axis of modules that the base has in fewer blocks. */
    public static final String DEPTH = "depth";

    /** At most this many kinds of modules are reported one by one. */
    private static final int MOST = 100;

    @Override
    public List<Problem> check(InspectionContext context) {
        if (context.fits().isEmpty()) {
            return noAdapter(context);
        }
        if (context.isWrongFamily()) {
            return List.of();
        }
        Set<ModuleFit> absent = Set.copyOf(context.absentLayers().fits());
        List<ModuleFit> unmatched = context.fits().stream()
                .filter(fit -> !fit.isMatched() && !fit.isBehindStrays() && !absent.contains(fit) && !context.repeats().contains(fit))
                .toList();
        NameSuggestions suggestions = context.suggestions();
        List<Problem> problems = new ArrayList<>();
        List<List<ModuleFit>> groups = List.copyOf(
                Modules.by(unmatched, fit -> kind(fit, suggestions)).values());
        groups.stream().limit(MOST).forEach(group -> problems.add(problem(context, group, suggestions)));
        if (groups.size() > MOST) {
            problems.add(others(context, groups.subList(MOST, groups.size()).stream().flatMap(List::stream).toList()));
        }
        return problems;
    }

    private static String kind(ModuleFit fit, NameSuggestions suggestions) {
        return fit.component() + "|" + BlockTemplate.of(fit.module().module()) + "|" + suggestions.isBeyond(fit);
    }

    private static Problem others(InspectionContext context, List<ModuleFit> others) {
        String example = others.getFirst().module().module();
        return Problem.of(
                        ProblemCode.NAME_MISMATCH, Severity.ERROR, "namespace",
                        Message.of("inspection.names.others", others.size(), context.base().name(), example))
                .at(AdapterFit.sources(others), "")
                .differing("", example)
                .withFixes(context.nameFixes());
    }

    private static Problem problem(InspectionContext context, List<ModuleFit> group, NameSuggestions suggestions) {
        ModuleFit first = group.getFirst();
        if (context.base().component(first.component()).isEmpty()) {
            return noComponent(context, group);
        }
        if (suggestions.isBeyond(first)) {
            return depth(context, group);
        }
        List<ModuleInfo> places = places(first, suggestions);
        Optional<String> known = places.isEmpty() ? Optional.empty() : Optional.of(targets(places));
        Optional<NameSuggestions.LikelyModule> suggestion = known.isPresent() ? Optional.empty() : suggestions.of(first);
        boolean ambiguous = suggestion.map(NameSuggestions.LikelyModule::isAmbiguous).orElse(false);
        String template = BlockTemplate.of(first.module().module());
        Optional<String> module =
                places.stream().findFirst().map(ModuleInfo::name).or(() -> suggestion.map(one -> one.module().name()));
        return Problem.of(
                        ambiguous ? ProblemCode.AMBIGUOUS_NAME : ProblemCode.NAME_MISMATCH, Severity.ERROR, axis(first),
                        message(group, context.base().name(), places, suggestion))
                .at(AdapterFit.sources(group), module.orElse(""))
                .differing(known.or(() -> suggestion.map(NameSuggestions.LikelyModule::template)).orElse(""), template)
                .withFixes(context.nameFixes());
    }

    private static Problem noComponent(InspectionContext context, List<ModuleFit> group) {
        ModuleFit first = group.getFirst();
        return Problem.of(
                        ProblemCode.NAME_MISMATCH, Severity.WARNING, "component",
                        Message.of("inspection.names.noComponent", Modules.count(group), first.module().address(),
                                context.base().name(), first.component()))
                .at(AdapterFit.sources(group), "")
                .differing("", BlockTemplate.of(first.module().module()))
                .withFixes(context.nameFixes());
    }

    private static Problem depth(InspectionContext context, List<ModuleFit> group) {
        String example = group.getFirst().module().module();
        return Problem.of(
                        ProblemCode.NAME_MISMATCH, Severity.ERROR, DEPTH,
                        Message.of("inspection.names.depth", Modules.count(group), example, context.base().name()))
                .at(AdapterFit.sources(group), "")
                .differing("", example)
                .withFixes(BaseFixes.of(context));
    }

    /** The modules that the name means, as far as names or the rules that suit the file tell. */
    private static List<ModuleInfo> places(ModuleFit fit, NameSuggestions suggestions) {
        return fit.location()
                .map(location -> location.modules().stream().map(LinkedModule::module).toList())
                .orElseGet(() -> suggestions.known(fit));
    }

    /** Says which module the name means if that is known, else which it resembles, else that it is unknown. */
    private static Message message(
            List<ModuleFit> group, String base, List<ModuleInfo> places, Optional<NameSuggestions.LikelyModule> suggestion) {
        Message count = Modules.count(group);
        String shown = Modules.shown(group);
        if (!places.isEmpty()) {
            return Message.of(
                    places.size() > 1 ? "inspection.names.fused" : "inspection.names.foreign", count, shown, base,
                    group.size() == 1 ? names(places) : targets(places));
        }
        return suggestion
                .map(one -> looksLike(group, base, one))
                .orElseGet(() -> Message.of("inspection.names.unknown", count, shown, base));
    }

    /** {@code transformer_blocks.{i}.attn.to_q, …to_k, …to_v}. */
    private static String targets(List<ModuleInfo> modules) {
        return modules.stream().map(module -> BlockTemplate.of(module.name())).collect(Collectors.joining(", "));
    }

    private static String names(List<ModuleInfo> modules) {
        return modules.stream().map(ModuleInfo::name).collect(Collectors.joining(", "));
    }

    private static Message looksLike(List<ModuleFit> group, String base, NameSuggestions.LikelyModule suggestion) {
        Message count = Modules.count(group);
        String shown = Modules.shown(group);
        boolean one = group.size() == 1;
        String target = one ? suggestion.module().name() : suggestion.template();
        String similarity = NameSuggestions.LikelyModule.shown(suggestion.similarity());
        String next = NameSuggestions.LikelyModule.shown(suggestion.next());
        String other = suggestion.other().map(ModuleInfo::name).map(name -> one ? name : BlockTemplate.of(name)).orElse("");
        return suggestion.isAmbiguous()
                ? Message.of("inspection.names.ambiguous", count, shown, base, target, other, similarity)
                : Message.of("inspection.names.looksLike", count, shown, base, target, similarity, next);
    }

    private static String axis(ModuleFit fit) {
        if (fit.location().isPresent()) {
            return fit.location().get().isFused() ? "fusion" : "namespace";
        }
        AdapterModule module = fit.module();
        boolean sat = AdapterKey.parse(fit.firstName()).map(AdapterKey::isSat).orElse(false);
        return !sat && FUSED.matcher(module.module()).find() ? "fusion" : "namespace";
    }

    /** The problem of a file without any low-rank pair; {@link AlgorithmCheck} reports other algorithms. */
    private static List<Problem> noAdapter(InspectionContext context) {
        List<String> names = context.mapping().tensors().stream().map(MappedTensor::source).distinct().toList();
        boolean part = names.stream().map(LeftoverKind::of).anyMatch(LeftoverKind::isAdapterPart);
        boolean whole = context.wholeModel().map(WholeModel::isRecognised).orElse(false)
                || WholeModelCheck.rules(context).isPresent();
        if (part || whole) {
            return List.of();
        }
        String file = String.valueOf(context.checkpoint().path().getFileName());
        Message message = names.stream()
                .filter(AdapterKey::isUnreadHalf)
                .findFirst()
                .map(half -> Message.of("inspection.names.unreadHalf", file, half))
                .orElseGet(() -> Message.of("inspection.names.noAdapter", file, Modules.tensors(names.size())));
        String expected = Spelling.LORA_AB.label();
        return List.of(Problem.of(ProblemCode.NAME_MISMATCH, Severity.ERROR, "suffix", message)
                .at(names, "")
                .differing(expected, "")
                .withFixes(context.nameFixes()));
    }
}
