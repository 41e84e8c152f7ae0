package dev.patchbay.gpu;

import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;

/** The libraries for NVIDIA cards cannot be had: one sentence that says why and what to do. */
public final class GpuException extends ExplainedException {

    private static final long serialVersionUID = 1;

    GpuException(Message explanation) {
        super(explanation);
    }

    GpuException(Message explanation, Throwable cause) {
        super(explanation, cause);
    }
}
