/**
 * The rows of a model that is put together from single files, in the place Preview: what each file is, what is missing, and where another
 * one is chosen or dropped. What a file is for is known by {@code generation}. Start with {@link dev.patchbay.ui.preview.parts.PartRows}.
 */
@NullMarked
package dev.patchbay.ui.preview.parts;

import org.jspecify.annotations.NullMarked;
