package dev.patchbay.inspection.check;

import dev.patchbay.inspection.problem.Problem;
import java.util.List;

/** Looks for one kind of problem. */
public interface Check {

    List<Problem> check(InspectionContext context);
}
