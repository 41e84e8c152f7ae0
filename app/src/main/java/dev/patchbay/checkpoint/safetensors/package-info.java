/**
 * Safetensors files. The header is read and checked completely before it is used; tensor bytes stay in the mapping. Writing is streamed,
 * with the values of one tensor in memory at a time. Start with {@link SafetensorsReader} and {@link SafetensorsWriter}.
 */
@NullMarked
package dev.patchbay.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
