/** What a checkpoint declares about rank, alpha and target modules beside its tensors: configuration files, metadata, PEFT's patterns. */
@NullMarked
package dev.patchbay.adapter.config;

import org.jspecify.annotations.NullMarked;
