package dev.patchbay.loader;

import dev.patchbay.message.Message;

/**
 * What a program will do with an adapter.
 *
 * @param program whose loader was modelled, in the version that {@link Loader#version} says
 * @param applied adapter modules that will act
 * @param of adapter modules in the file
 * @param message what people will see
 */
public record Verdict(Program program, Outcome outcome, int applied, int of, Message message) {

    /** Version of the program whose loader was modelled. */
    public String version() {
        return program.loader().version();
    }

    /** In one word. */
    public enum Outcome {
        /** Every module acts. */
        APPLIES,
        /** Some modules act, and nothing but a warning tells of the others. */
        PARTIAL,
        /** The run goes on as if there were no adapter. */
        IGNORED,
        /** The loader stops with an error. */
        RAISES
    }
}
