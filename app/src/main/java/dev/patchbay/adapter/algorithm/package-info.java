/**
 * One class for each algorithm: its parts, its rank and sizes, the values it starts with, whether it fits a weight, and the change it
 * makes. Inspection, export, bake and preview ask here, so that what is checked, written and played is the same. DoRA is no algorithm but
 * a magnitude beside one. Names of tensors are not known here, they belong to {@code part}; arithmetic on factors is in {@code lowrank}.
 */
@NullMarked
package dev.patchbay.adapter.algorithm;

import org.jspecify.annotations.NullMarked;
