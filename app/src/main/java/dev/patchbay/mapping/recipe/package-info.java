/**
 * How the values of a mapped tensor are made of stored ones: slices, parts put together, blocks on a diagonal, factors. {@link
 * TensorRecipe} is the closed list, {@link Recipes} keeps recipes in their simplest form, {@link RecipeData} reads them when somebody
 * asks. A tensor that is only renamed or cut along rows is never copied.
 */
@NullMarked
package dev.patchbay.mapping.recipe;

import org.jspecify.annotations.NullMarked;
