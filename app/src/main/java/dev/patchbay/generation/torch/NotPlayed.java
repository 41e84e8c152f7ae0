package dev.patchbay.generation.torch;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;

/** Tensors of an adapter that a model cannot take, for one reason. */
final class NotPlayed {

    /** As many names as a sentence can hold; the rest is counted. */
    private static final int NAMED = 3;

    private final String key;
    private final String adapter;
    private final List<String> tensors = new ArrayList<>();

    NotPlayed(String key, String adapter) {
        this.key = key;
        this.adapter = adapter;
    }

    void add(String tensor) {
        tensors.add(tensor);
    }

    int count() {
        return tensors.size();
    }

    Message message() {
        String named = String.join(", ", tensors.subList(0, Math.min(NAMED, tensors.size())));
        return Message.of(key, adapter, tensors.size(), tensors.size() > NAMED ? named + ", …" : named);
    }

    void warn(List<Message> warnings) {
        if (!tensors.isEmpty()) {
            warnings.add(message());
        }
    }
}
