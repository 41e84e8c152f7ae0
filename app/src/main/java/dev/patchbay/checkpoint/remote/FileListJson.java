package dev.patchbay.checkpoint.remote;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Hub answers when it is asked for the files of a folder: {@code [{"type": "file", "path": "a/b.safetensors"}, …]}. */
final class FileListJson {

    private FileListJson() {}

    /** An entry of a folder. */
    record Entry(String path, boolean folder) {

        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    static List<Entry> read(RemoteAddress address, byte[] json) throws CheckpointException {
        try {
            List<Entry> entries = new ArrayList<>();
            for (JsonNode entry : JsonMapper.shared().readTree(json)) {
                String path = entry.path("path").asString("");
                if (!path.isEmpty()) {
                    entries.add(new Entry(path, entry.path("type").asString("").equals("directory")));
                }
            }
            return entries;
        } catch (JacksonException e) {
            throw new CheckpointException(Message.of("checkpoint.remote.list", address.text()), e);
        }
    }
}
