package dev.patchbay.checkpoint.remote;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A repository of the Hub or a folder of one: which of its files is meant. */
final class RemoteFolder {

    private static final int LONGEST_LIST = 8 << 20;

    /** Names shown where there are several. */
    private static final int FEW = 6;

    private static final List<String> MODELS = List.of("transformer", "unet");
    private static final String INDEX = ".safetensors.index.json";

    private final RemoteFiles files;
    private final RemoteAddress folder;
    private final List<FileListJson.Entry> entries;

    private RemoteFolder(RemoteFiles files, RemoteAddress folder, List<FileListJson.Entry> entries) {
        this.files = files;
        this.folder = folder;
        this.entries = entries;
    }

    static RemoteFolder list(RemoteFiles files, RemoteAddress folder) throws IOException {
        try (RemotePart answer = files.whole(folder, folder.listing(files.hub()))) {
            return new RemoteFolder(files, folder, FileListJson.read(folder, answer.all(LONGEST_LIST)));
        } catch (IOException e) {
            throw RemoteFiles.unreachable(folder, folder.listing(files.hub()), e);
        }
    }

    /**
     * The adapter, index or only file of a folder; of a pipeline those of its model.
     *
     * @throws CheckpointException if there is none, or several, whose names the message has
     */
    RemoteAddress meant() throws IOException {
        Optional<FileListJson.Entry> model = entries.stream().filter(entry -> entry.folder() && MODELS.contains(entry.name())).findFirst();
        boolean pipeline = entries.stream().anyMatch(entry -> entry.name().equals("model_index.json"));
        if (pipeline && model.isPresent()) {
            return list(files, folder.with(model.get().path())).meant();
        }
        List<String> weights = entries.stream().filter(entry -> !entry.folder() && entry.name().endsWith(".safetensors"))
                .map(FileListJson.Entry::path).toList();
        List<String> indexes = entries.stream().filter(entry -> entry.name().endsWith(INDEX)).map(FileListJson.Entry::path).toList();
        Optional<String> adapter = weights.stream().filter(path -> path.endsWith("adapter_model.safetensors")).findFirst();
        if (adapter.isPresent()) {
            return folder.with(adapter.get());
        }
        if (indexes.size() == 1) {
            return folder.with(indexes.getFirst());
        }
        if (weights.size() == 1) {
            return folder.with(weights.getFirst());
        }
        if (weights.isEmpty()) {
            throw new CheckpointException(Message.of("checkpoint.remote.noWeights", folder.text()));
        }
        String some = String.join(", ", weights.subList(0, Math.min(FEW, weights.size()))) + (weights.size() > FEW ? ", …" : "");
        throw new CheckpointException(Message.of("checkpoint.remote.several", folder.text(), weights.size(), some));
    }
}
