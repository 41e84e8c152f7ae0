package dev.patchbay.inspection;

import java.util.List;

/** Looks for one kind of problem. */
interface Check {

    List<Problem> check(InspectionContext context);
}
