/** What will happen when an adapter meets a base model, why, and what mends it. */
@NullMarked
package dev.patchbay.inspection;

import org.jspecify.annotations.NullMarked;
