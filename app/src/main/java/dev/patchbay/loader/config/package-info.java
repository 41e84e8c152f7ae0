/**
 * What programs read beside the tensors: PEFT's {@code adapter_config.json}, diffusers' {@code lora_adapter_metadata} and
 * {@code config.json}. They are written from {@link dev.patchbay.loader.config.CanonicalModule}, a module under its canonical name with the
 * scale it has. Reading such declarations is {@code adapter.config}'s.
 */
@NullMarked
package dev.patchbay.loader.config;

import org.jspecify.annotations.NullMarked;

