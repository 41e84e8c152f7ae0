package dev.patchbay.ui.shell.verdict;

import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.loader.Program;
import java.util.function.Consumer;

/**
 * What the button of a headline needs of the places.
 *
 * @param mend applies a fix to what is open
 * @param exportFor chooses the program that the export panel writes for
 */
public record HeadlineActions(Consumer<QuickFix> mend, Consumer<Program> exportFor) {}
