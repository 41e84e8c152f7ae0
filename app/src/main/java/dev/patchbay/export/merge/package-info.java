/** Several adapters become one. */
@NullMarked
package dev.patchbay.export.merge;

import org.jspecify.annotations.NullMarked;
