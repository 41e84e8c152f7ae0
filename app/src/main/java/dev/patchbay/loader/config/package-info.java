/**
 * The files and texts by which programs are told rank and alpha: PEFT's {@code adapter_config.json}, diffusers' {@code
 * lora_adapter_metadata}, the {@code config.json} of whole models. Only written here; reading what a checkpoint declares is the business
 * of {@code adapter.config}. Start with {@link AdapterConfigJson}.
 */
@NullMarked
package dev.patchbay.loader.config;

import org.jspecify.annotations.NullMarked;
