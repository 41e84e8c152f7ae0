package dev.patchbay.generation.torch.t5;

import ai.djl.pytorch.engine.PtNDManager;
import dev.patchbay.files.kept.KeptNumbers;
import dev.patchbay.generation.torch.Component;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.Residency;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Embeddings of prompts. Those of earlier runs are taken from the disk; for the others the text encoder is loaded, for this only unless
 * the plan of the run has room for it beside what comes later.
 *
 * @param encoder of the model
 * @param residency of the encoder
 * @param texts embeddings that are kept on disk, if they are
 * @param manager of the run
 * @param cancellation checked between layers, also while weights are loaded
 */
public record PromptEmbeddings(
        Component<T5Encoder> encoder, Residency residency, Optional<KeptNumbers> texts, PtNDManager manager, Cancellation cancellation) {

    /** The embeddings {@code [tokens, width]} of prompts, each given by its token ids. */
    public List<float[]> of(List<int[]> prompts) throws IOException {
        List<Optional<float[]>> known = new ArrayList<>();
        for (int[] ids : prompts) {
            known.add(texts.flatMap(kept -> kept.get(key(ids))).map(List::getFirst));
        }
        if (known.stream().allMatch(Optional::isPresent)) {
            return known.stream().map(Optional::orElseThrow).toList();
        }
        List<float[]> all = new ArrayList<>();
        try (Component.Use<T5Encoder> use = encoder.use(residency, cancellation)) {
            for (int i = 0; i < prompts.size(); i++) {
                all.add(known.get(i).isPresent() ? known.get(i).get() : encode(use, prompts.get(i)));
            }
        }
        return all;
    }

    private float[] encode(Component.Use<T5Encoder> use, int[] ids) throws IOException {
        try (PtNDManager temporary = manager.newSubManager(manager.getDevice())) {
            float[] embedding = use.model().encode(temporary, ids, cancellation).toFloatArray();
            use.demandFinite(embedding, Message.of("generation.textNotFinite"));
            texts.ifPresent(kept -> kept.put(key(ids), List.of(embedding)));
            return embedding;
        }
    }

    /** Everything that determines an embedding: the encoder's files, the arithmetic, and the prompt's tokens. */
    private String key(int[] ids) {
        String device = Devices.name(manager.getDevice());
        return "t5 1\n" + encoder.fingerprint() + "\n" + device + " " + residency.dtype() + "\n" + Arrays.toString(ids);
    }
}
