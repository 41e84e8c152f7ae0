/**
 * Models that come as single files: which component a file holds, by which rules its names become those of diffusers, and where a
 * tokenizer is. What names there are is data: {@code files.json} lists rule files for each component and names by which it is known. The
 * values stay in the files; rules only say where they lie. Sizes and settings of a model are not known here. Start with
 * {@link dev.patchbay.generation.cogvideox.files.PartFile}.
 */
@NullMarked
package dev.patchbay.generation.cogvideox.files;

import org.jspecify.annotations.NullMarked;
