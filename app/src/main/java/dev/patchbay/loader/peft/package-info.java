/**
 * How PEFT puts an adapter beside the layers of a model: which modules it makes room in, how large the room of each is, and what happens
 * where the tensors of a file do not fit or are not there. Both {@code PeftModel.from_pretrained} and diffusers go this way, and so do the
 * models of both. Nothing is judged here. Start with {@link dev.patchbay.loader.peft.PeftLoading}.
 */
@NullMarked
package dev.patchbay.loader.peft;

import org.jspecify.annotations.NullMarked;
