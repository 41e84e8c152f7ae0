/** What only the values of an adapter tell. */
@NullMarked
package dev.patchbay.inspection.values;

import org.jspecify.annotations.NullMarked;
