package dev.patchbay.tensor;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.stream.Collectors;

/** The operating system could not read mapped bytes although the file looks unchanged: a failing disk or network file system. */
public final class UnreadableBytesException extends ExplainedException {

    /** @param origins what was read; empty if the values come from no file */
    public UnreadableBytesException(List<TensorOrigin> origins, InternalError fault) {
        super(explanation(origins), fault);
    }

    private static Message explanation(List<TensorOrigin> origins) {
        String files = origins.stream().map(TensorOrigin::file).distinct().collect(Collectors.joining(", "));
        String tensors = origins.stream().map(TensorOrigin::tensor).distinct().collect(Collectors.joining(", "));
        return origins.isEmpty() ? Message.of("checkpoint.unreadable") : Message.of("checkpoint.unreadableOf", files, tensors);
    }
}
