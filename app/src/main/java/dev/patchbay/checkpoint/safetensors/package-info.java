/**
 * Safetensors files. The header is read and checked in full before anything else is believed, tensor bytes stay in the mapping. Writing
 * streams: the values of one tensor are in memory at a time. Start with {@link SafetensorsReader} and {@link SafetensorsWriter}.
 */
@NullMarked
package dev.patchbay.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
