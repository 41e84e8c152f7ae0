package dev.patchbay.inspection;

import dev.patchbay.message.Message;

/**
 * What a consumer will do with the file.
 *
 * @param consumer {@code diffusers}
 * @param version whose rules were modelled
 * @param applied adapter modules that will act
 * @param of adapter modules in the file
 * @param message what people will see
 */
public record Verdict(String consumer, String version, Outcome outcome, int applied, int of, Message message) {

    /** In one word. */
    public enum Outcome {
        APPLIES,
        PARTIAL,
        IGNORED,
        RAISES
    }
}
