/**
 * A prompt as diffusers' Wan pipelines clean it: the fixes of ftfy 6.3 that prompts meet, character references of HTML resolved twice, and
 * white space made single. Independent of tokenizers and of everything that comes after them. Start with
 * {@link dev.patchbay.generation.wan.prompt.CleanPrompt}.
 */
@NullMarked
package dev.patchbay.generation.wan.prompt;

import org.jspecify.annotations.NullMarked;
