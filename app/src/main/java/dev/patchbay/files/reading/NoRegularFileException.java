package dev.patchbay.files.reading;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** Something that is there under the name of a file, and is none: a pipe, a device, a socket, a link that leads back to itself. */
public final class NoRegularFileException extends ExplainedException {

    NoRegularFileException(Message explanation) {
        super(explanation);
    }
}
