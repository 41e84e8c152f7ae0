/**
 * Writes an adapter, or a whole model, under the names of another program. {@link Conversion} is the way in: it makes a plan that a person
 * can look at, has it written by {@code files}, and measures on the file that was read again what each module does ({@link ChangeCheck}).
 * What the programs want is asked of {@code loader}. Other kinds of export (resize, merge, bake) are packages of their own below; they
 * plan and measure, and none of them writes by itself.
 */
@NullMarked
package dev.patchbay.export;

import org.jspecify.annotations.NullMarked;
