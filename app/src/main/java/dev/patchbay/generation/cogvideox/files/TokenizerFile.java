package dev.patchbay.generation.cogvideox.files;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.torch.t5.T5Tokenizer;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the tokenizer of a model is.
 *
 * @param path its folder or file, or the checkpoint that holds it as a tensor
 * @param holder opens that checkpoint; empty for a tokenizer's own folder or file
 */
public record TokenizerFile(Path path, Optional<CheckpointOpener> holder) {

    /** The tensor in which ComfyUI keeps the bytes of a {@code spiece.model}. */
    private static final String TENSOR = "spiece_model";

    /** A tokenizer's own folder or file. */
    public static TokenizerFile of(Path path) {
        return new TokenizerFile(path, Optional.empty());
    }

    /** The one inside a checkpoint, if there is one. */
    static Optional<TokenizerFile> inside(Path checkpoint, CheckpointOpener opener) throws IOException {
        try (Checkpoint opened = opener.open(checkpoint)) {
            return tensor(opened).map(tensor -> new TokenizerFile(checkpoint, Optional.of(opener)));
        }
    }

    private static Optional<StoredTensor> tensor(Checkpoint checkpoint) {
        return checkpoint.tensors().values().stream()
                .filter(tensor -> tensor.info().name().equals(TENSOR) || tensor.info().name().endsWith("." + TENSOR))
                .findFirst();
    }

    /**
     * Loads the tokenizer.
     *
     * @throws dev.patchbay.generation.GenerationException if it is missing or broken, or the native library fails to load
     */
    public T5Tokenizer open() throws IOException {
        if (holder.isEmpty()) {
            return Files.isDirectory(path) ? T5Tokenizer.folder(path) : T5Tokenizer.file(path);
        }
        try (Checkpoint opened = holder.get().open(path); Arena arena = Arena.ofConfined()) {
            StoredTensor tensor = tensor(opened).orElseThrow(() ->
                    new GenerationException(Message.of("generation.tokenizer", path, Message.of("generation.tokenizer.cut"))));
            return T5Tokenizer.model(tensor.data().read(arena, bytes -> bytes.toArray(ValueLayout.JAVA_BYTE)), path.toString());
        }
    }
}
