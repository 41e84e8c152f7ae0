/**
 * What programs do with the open adapter, as the window tells it: {@link dev.patchbay.ui.shell.verdict.VerdictHeader} above the trees with
 * one sentence, what to do next and a chip for each program, and {@link dev.patchbay.ui.shell.verdict.VerdictLayer} with the full verdicts.
 * Start at {@link dev.patchbay.ui.shell.verdict.Outlook}, which all of them show. {@link dev.patchbay.ui.shell.verdict.Headline} chooses
 * the sentence.
 */
@NullMarked
package dev.patchbay.ui.shell.verdict;

import org.jspecify.annotations.NullMarked;
