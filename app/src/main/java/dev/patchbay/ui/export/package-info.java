/** The export: what will be written, before it is; and what was verified, after. */
@NullMarked
package dev.patchbay.ui.export;

import org.jspecify.annotations.NullMarked;
