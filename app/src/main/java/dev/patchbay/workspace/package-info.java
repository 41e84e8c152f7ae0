/** What is open at the moment, and the analysis that follows from it. */
@NullMarked
package dev.patchbay.workspace;

import org.jspecify.annotations.NullMarked;
