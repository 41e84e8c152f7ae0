package dev.patchbay.inspection;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappingResult;
import java.util.Comparator;
import java.util.List;

/** Holds an adapter against a base model. */
public final class Inspection {

    private static final List<Check> CHECKS = List.of(
            new FamilyCheck(),
            new NameCheck(),
            new NamingCheck(),
            new ShapeCheck(),
            new RankCheck(),
            new MissingHalfCheck(),
            new LeftoverCheck(),
            new ScaleCheck());

    private Inspection() {}

    /**
     * Says how the adapter fits; looks at names and shapes only. The verdict is that on the names as {@code mapping} leaves them: with no
     * rules
     * the file as it is, with rules what an export of their result will be.
     */
    public static InspectionReport inspect(
            Checkpoint checkpoint, MappingResult mapping, Adapter adapter, BaseModel base, Expectation expectation) {
        InspectionContext context = new InspectionContext(checkpoint, mapping, adapter, base, expectation);
        List<Problem> problems = CHECKS.stream()
                .flatMap(check -> check.check(context).stream())
                .sorted(Comparator.comparing(Problem::severity))
                .toList();
        TensorStates states = new TensorStates(context);
        return new InspectionReport(problems, DiffusersVerdict.of(context), states.states(), states.reaches());
    }
}
