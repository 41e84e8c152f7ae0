/**
 * How the values of a mapped tensor are made from stored ones: slices, concatenation, block-diagonal matrices, factors.
 * {@link TensorRecipe} lists all operations, {@link Recipes} keeps recipes in their simplest form, {@link RecipeData} reads the values on
 * demand. A tensor that is only renamed or cut along rows is never copied.
 */
@NullMarked
package dev.patchbay.mapping.recipe;

import org.jspecify.annotations.NullMarked;
