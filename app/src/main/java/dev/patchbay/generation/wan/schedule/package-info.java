/**
 * The flow-matching schedule of Wan and the two samplers it is used with, as lists of coefficients. Independent of tensors, devices and
 * files; what a pipeline folder says is read elsewhere. Start with {@link dev.patchbay.generation.wan.schedule.FlowSampler}.
 */
@NullMarked
package dev.patchbay.generation.wan.schedule;

import org.jspecify.annotations.NullMarked;
