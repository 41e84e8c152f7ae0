/** An adapter held against a base model, module by module. */
@NullMarked
package dev.patchbay.inspection.fit;

import org.jspecify.annotations.NullMarked;
