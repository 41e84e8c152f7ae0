/**
 * What programs do with the open adapter, as the window tells it: {@link dev.patchbay.ui.verdict.VerdictHeader} above the trees with one
 * sentence, what to do next and a chip for each program, and {@link dev.patchbay.ui.verdict.VerdictLayer} with the full verdicts. Start at
 * {@link dev.patchbay.ui.verdict.Outlook}, which all of them show, and {@link dev.patchbay.ui.verdict.Headline}, which chooses the sentence.
 */
@NullMarked
package dev.patchbay.ui.verdict;

import org.jspecify.annotations.NullMarked;
