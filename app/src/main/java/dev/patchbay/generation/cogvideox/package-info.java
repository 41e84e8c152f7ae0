/**
 * CogVideoX: configuration, noise schedule and samplers, positions, transformer and decoder, step by step as diffusers' pipelines go. What
 * is PyTorch's own (engine, devices, weights, scripts) is in {@code generation.torch}. Numbers are held against diffusers by golden tests.
 */
@NullMarked
package dev.patchbay.generation.cogvideox;

import org.jspecify.annotations.NullMarked;
