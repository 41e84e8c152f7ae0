/**
 * What a person chooses for a clip: model, prompt, size, sampling, image. Values are kept as properties, and what a model suggests is
 * filled in here. Nothing here knows nodes or runs.
 */
@NullMarked
package dev.patchbay.ui.preview.setting;

import org.jspecify.annotations.NullMarked;
