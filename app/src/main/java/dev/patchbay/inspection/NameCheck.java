package dev.patchbay.inspection;

import dev.patchbay.adapter.AdapterKey;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.LeftoverKind;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Modules that the base does not have, said once for all blocks; and files without any adapter module. */
final class NameCheck implements Check {

    private static final Pattern FUSED = Pattern.compile("(^|[._])(to_)?(qkv|query_key_value|in_proj)([._]|$)");

    /** So many kinds of modules are told one by one; nobody reads more. */
    private static final int MOST = 100;

    @Override
    public List<Problem> check(InspectionContext context) {
        if (context.fits().isEmpty()) {
            return noAdapter(context);
        }
        if (context.isWrongFamily()) {
            return List.of();
        }
        List<ModuleFit> unmatched = context.fits().stream().filter(fit -> !fit.isMatched()).toList();
        NameSuggestions suggestions = new NameSuggestions(context.base());
        List<Problem> problems = new ArrayList<>();
        List<List<ModuleFit>> groups = List.copyOf(
                Modules.by(unmatched, fit -> fit.component() + "|" + ModuleTemplate.of(fit.module().module())).values());
        groups.stream().limit(MOST).forEach(group -> problems.add(problem(context, group, suggestions)));
        if (groups.size() > MOST) {
            problems.add(others(context, groups.subList(MOST, groups.size()).stream().flatMap(List::stream).toList()));
        }
        return problems;
    }

    private static Problem others(InspectionContext context, List<ModuleFit> others) {
        String example = others.getFirst().module().module();
        return new Problem(
                ProblemCode.NAME_MISMATCH,
                Severity.ERROR,
                "namespace",
                InspectionContext.sources(others),
                "",
                "",
                example,
                Message.of("inspection.names.others", others.size(), context.base().name(), example),
                context.nameFixes());
    }

    private static Problem problem(InspectionContext context, List<ModuleFit> group, NameSuggestions suggestions) {
        ModuleFit first = group.getFirst();
        AdapterModule module = first.module();
        String template = ModuleTemplate.of(module.module());
        Optional<NameSuggestions.Suggestion> suggestion = suggestions.of(first);
        boolean noComponent = context.base().component(first.component()).isEmpty();
        Message count = Modules.count(group);
        String base = context.base().name();
        Message message = noComponent
                ? Message.of("inspection.names.noComponent", count, module.address(), base, first.component())
                : suggestion
                        .map(one -> looksLike(count, template, base, one))
                        .orElseGet(() -> Message.of("inspection.names.unknown", count, template, base));
        return new Problem(
                ProblemCode.NAME_MISMATCH,
                noComponent ? Severity.WARNING : Severity.ERROR,
                noComponent ? "component" : axis(first),
                InspectionContext.sources(group),
                suggestion.map(one -> one.module().name()).orElse(""),
                suggestion.map(NameSuggestions.Suggestion::template).orElse(""),
                template,
                message,
                context.nameFixes());
    }

    private static Message looksLike(Message count, String template, String base, NameSuggestions.Suggestion suggestion) {
        String similarity = NameSuggestions.Suggestion.shown(suggestion.similarity());
        String next = NameSuggestions.Suggestion.shown(suggestion.next());
        return Message.of("inspection.names.looksLike", count, template, base, suggestion.template(), similarity, next);
    }

    private static String axis(ModuleFit fit) {
        AdapterModule module = fit.module();
        Optional<AdapterKey> key = AdapterKey.parse(fit.firstName());
        boolean sat = key.map(AdapterKey::isSat).orElse(false);
        return !sat && FUSED.matcher(module.module()).find() ? "fusion" : "namespace";
    }

    /** Nothing that looks like a low-rank pair; tensors of other algorithms are another check's business. */
    private static List<Problem> noAdapter(InspectionContext context) {
        List<String> names = context.mapping().tensors().stream().map(MappedTensor::source).distinct().toList();
        if (names.stream().map(LeftoverKind::of).anyMatch(LeftoverKind::isAdapterPart)) {
            return List.of();
        }
        Message message = Message.of(
                "inspection.names.noAdapter", String.valueOf(context.checkpoint().path().getFileName()), Modules.tensors(names.size()));
        return List.of(new Problem(
                ProblemCode.NAME_MISMATCH, Severity.ERROR, "suffix", names, "", "lora_A/lora_B", "", message, context.nameFixes()));
    }
}
