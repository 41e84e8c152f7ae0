/**
 * What there is to know of each algorithm, in one class each: {@link dev.patchbay.adapter.algorithm.ChangeForm} says what such a class
 * answers, {@link dev.patchbay.adapter.algorithm.ChangeForms} lists them. They tell from the parts of one module whether it is whole, its
 * rank, the sizes of the layer it was trained on, whether it fits a weight, whether its values change anything, and what they add to the
 * weight. Inspection, export and baking all ask here. Names of files and tensors have no place in this package (see {@code part}), nor what
 * a program loads (see {@code loader}).
 */
@NullMarked
package dev.patchbay.adapter.algorithm;

import org.jspecify.annotations.NullMarked;

