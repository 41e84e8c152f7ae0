/**
 * Making a clip from words, as plain values: the request, the steps on the way, the clip, and what a pipeline says about itself. No tensor
 * of an engine and no callback into a window appears here, so that pipelines can live in another process. A family of models is a package
 * below with a factory that {@code launch} lists; the rest of Patchbay sees only {@link VideoPipeline}.
 */
@NullMarked
package dev.patchbay.generation;

import org.jspecify.annotations.NullMarked;
