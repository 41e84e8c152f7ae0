/**
 * An adapter compared with a base model, module by module: which module it is for, whether sizes and rank agree, what becomes of each
 * tensor. {@link AdapterFit} is the whole, {@link ModuleFit} one module. No judgement is made here; checks, loaders and the window make
 * theirs from it.
 */
@NullMarked
package dev.patchbay.inspection.fit;

import org.jspecify.annotations.NullMarked;
