/**
 * The factors of low-rank pairs as they are written: shapes, types, orientation, declared ranks, and how near they are to what was wanted.
 */
@NullMarked
package dev.patchbay.export.factors;

import org.jspecify.annotations.NullMarked;
