package dev.patchbay.generation.torch.t5;

import java.io.Closeable;

/** Splits a prompt into pieces and numbers them; special tokens in the prompt keep their ids, and none is added. */
sealed interface TokenPieces extends Closeable permits SentencePieces, TokenizerPieces {

    int[] ids(String prompt);

    /** Id of the token after a prompt, {@code </s>}. */
    int end();

    /** Id of the tokens that fill up a prompt, {@code <pad>}. */
    int padding();

    @Override
    void close();
}
