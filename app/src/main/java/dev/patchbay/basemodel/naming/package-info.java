/**
 * The modules of a base model under the names that other programs give them. A JSON list for each family says which native module is which
 * of diffusers' modules, with rows where layers are fused. {@link ModuleLocator} looks a module of an adapter up under all of these names
 * and says how it was found. Names are looked up, never rewritten: that is what rules do. Start with {@link ModuleLocator}.
 */
@NullMarked
package dev.patchbay.basemodel.naming;

import org.jspecify.annotations.NullMarked;
