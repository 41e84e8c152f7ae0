/**
 * The T5 text encoder, which many families of video models read prompts with: its tokenizer, its configuration, and the network on PyTorch.
 * What is a family's own way to use it, such as the length of prompts or a mask, stays with the family. Start with {@link
 * dev.patchbay.generation.torch.t5.T5Encoder}.
 */
@NullMarked
package dev.patchbay.generation.torch.t5;

import org.jspecify.annotations.NullMarked;

