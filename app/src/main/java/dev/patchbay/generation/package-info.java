/**
 * Making a clip from words: requests, steps and frames as plain values, so that the pipeline may live in another process. Nothing here
 * knows PyTorch or one family of models. {@link dev.patchbay.generation.VideoPipelines} is where the rest of Patchbay enters. To add a
 * family, write a package beside {@code generation.cogvideox} with a {@link dev.patchbay.generation.VideoPipelineFactory} and list it in
 * {@code launch}.
 */
@NullMarked
package dev.patchbay.generation;

import org.jspecify.annotations.NullMarked;

