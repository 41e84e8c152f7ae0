/**
 * T5 and UMT5 on PyTorch: configuration, SentencePiece tokenizer and encoder, as CogVideoX and Wan use them and as other families can.
 * Golden tests hold ids and embeddings against transformers. What the embeddings are for is not known here.
 */
@NullMarked
package dev.patchbay.generation.torch.t5;

import org.jspecify.annotations.NullMarked;
