/**
 * What a checkpoint declares about rank, alpha and target modules beside its tensors: PEFT's {@code adapter_config.json}, diffusers' and
 * kohya's metadata, PEFT's patterns. {@link Declarations} gathers them for one checkpoint; {@link ScaleSource} says which of several
 * declarations a scale came from. Declarations are only read here; whether they agree with the tensors is checked in {@code
 * inspection.check}. Start with {@link Declarations}.
 */
@NullMarked
package dev.patchbay.adapter.config;

import org.jspecify.annotations.NullMarked;
