/**
 * The noise schedule of CogVideoX and the two samplers it is published with, as lists of coefficients. Independent of tensors, devices and
 * files; what a pipeline folder says is read elsewhere. Start with {@link dev.patchbay.generation.cogvideox.schedule.Scheduler}.
 */
@NullMarked
package dev.patchbay.generation.cogvideox.schedule;

import org.jspecify.annotations.NullMarked;
