/**
 * The place Patch: the adapter's tensors on the left, the base's modules on the right, cables between them; below problems, rules and the
 * result. {@link PatchViewModel} hands every change of the workspace to its parts, which are packages below: {@code tree}, {@code
 * connect}, {@code problems}, {@code rules}, {@code heat}. Other places of the window are unknown here.
 */
@NullMarked
package dev.patchbay.ui.patch;

import org.jspecify.annotations.NullMarked;
