package dev.patchbay.inspection.check;

import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.inspection.fit.WholeModel;
import dev.patchbay.inspection.fix.DropFix;
import dev.patchbay.inspection.problem.Problem;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.inspection.problem.RuleTitles;
import dev.patchbay.inspection.problem.RuleTitles.Titled;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.message.Message;
import dev.patchbay.part.LeftoverKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a file that is a full model instead of an adapter: whether its tensors are the base's, and which are missing or extra. */
public final class WholeModelCheck implements Check {

    private static final int MOST_TENSORS = 50_000;

    @Override
    public List<Problem> check(InspectionContext context) {
        Optional<WholeModel> whole = context.wholeModel();
        if (whole.isEmpty()) {
            return List.of();
        }
        return whole.get().isRecognised() ? compared(context, whole.get()) : underOtherNames(context);
    }

    /** Rules under which the file becomes the base's full model, if it is not one without them. */
    static Optional<Titled> rules(InspectionContext context) {
        MappingResult mapping = context.mapping();
        if (!mapping.rules().entries().isEmpty() || mapping.tensors().size() > MOST_TENSORS) {
            return Optional.empty();
        }
        RuleSearch search = context.search();
        ModuleDictionary model = context.base().main();
        return search.best(search.suiting(), result -> right(result, model))
                .map(best -> new Titled(best.rules(), WholeModel.of(best.result(), model).isComplete()));
    }

    /** Number of tensors whose name and shape the model has; empty if the file is not of this model. */
    private static Optional<Integer> right(MappingResult result, ModuleDictionary model) {
        WholeModel whole = WholeModel.of(result, model);
        return Optional.of(whole.right().size()).filter(right -> right > 0 && result.problems().isEmpty() && whole.isRecognised());
    }

    private static List<Problem> underOtherNames(InspectionContext context) {
        return rules(context).stream()
                .map(found -> {
                    Message title = RuleTitles.title(found.rules());
                    List<String> names = context.mapping().tensors().stream().map(MappedTensor::source).distinct().toList();
                    Message label = Message.of("inspection.fix.map", names.size(), title);
                    return Problem.of(
                                    ProblemCode.NAME_MISMATCH, Severity.ERROR, "namespace",
                                    Message.of("inspection.whole.names", Modules.tensors(names.size()), context.base().name(), title))
                            .at(names, "")
                            .withFixes(List.of(new QuickFix.ChangeRules(label, found.certain(), found.rules())));
                })
                .toList();
    }

    private static List<Problem> compared(InspectionContext context, WholeModel whole) {
        List<Problem> problems = new ArrayList<>();
        String base = context.base().name();
        if (!whole.missing().isEmpty()) {
            Message message = Message.of("inspection.whole.missing", Modules.tensors(whole.missing().size()), base, whole.missing()
                    .getFirst());
            problems.add(Problem.of(ProblemCode.NAME_MISMATCH, Severity.ERROR, "missing", message)
                    .at(List.of(), whole.missing().getFirst()));
        }
        if (!whole.misshapen().isEmpty()) {
            MappedTensor first = whole.misshapen().getFirst();
            Message message = Message.of(
                    "inspection.whole.shape", Modules.tensors(whole.misshapen().size()), base, first.name(), first.info().shape());
            problems.add(Problem.of(ProblemCode.SHAPE_MISMATCH, Severity.ERROR, "width", message)
                    .at(sources(whole.misshapen()), first.name())
                    .withFixes(BaseFixes.of(context)));
        }
        stray(whole).forEach((kind, tensors) -> problems.add(stray(context, kind, tensors)));
        return problems;
    }

    private static Map<LeftoverKind, List<MappedTensor>> stray(WholeModel whole) {
        Map<LeftoverKind, List<MappedTensor>> byKind = new EnumMap<>(LeftoverKind.class);
        whole.stray().forEach(tensor -> byKind.computeIfAbsent(LeftoverKind.of(tensor.name()), one -> new ArrayList<>()).add(tensor));
        return byKind;
    }

    private static Problem stray(InspectionContext context, LeftoverKind kind, List<MappedTensor> tensors) {
        Message count = Modules.tensors(tensors.size());
        Message message =
                Message.of("inspection.whole.stray", count, context.base().name(), tensors.getFirst().name(), kind.label());
        Message label = Message.of("inspection.fix.dropTensors", count);
        List<QuickFix> fixes = new DropFix(context.mapping()).tensors(tensors, label, true).stream().toList();
        return Problem.of(ProblemCode.LEFTOVER_TENSOR, Severity.WARNING, "leftover", message)
                .at(sources(tensors), "")
                .withFixes(fixes);
    }

    private static List<String> sources(List<MappedTensor> tensors) {
        return tensors.stream().map(MappedTensor::source).distinct().toList();
    }
}
