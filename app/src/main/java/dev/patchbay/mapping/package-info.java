/** Rules on names and shapes, and what comes out of them: one result that the window shows, the export writes and the video uses. */
@NullMarked
package dev.patchbay.mapping;

import org.jspecify.annotations.NullMarked;
