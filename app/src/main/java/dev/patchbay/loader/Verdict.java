package dev.patchbay.loader;

import dev.patchbay.message.Message;

/**
 * What a program will do with an adapter.
 *
 * @param program whose loader was modelled, in the version that {@link Loader#version} says
 * @param applied number of adapter modules that will take effect
 * @param of number of adapter modules in the file
 * @param message what the program will do, as a sentence
 */
public record Verdict(Program program, Outcome outcome, int applied, int of, Message message) {

    /** Version of the program whose loader was modelled. */
    public String version() {
        return program.loader().version();
    }

    /** The verdict in one word. */
    public enum Outcome {
        /** Every module takes effect. */
        APPLIES,
        /** Some modules take effect; the others are skipped with a warning at most. */
        PARTIAL,
        /** The run goes on as if there were no adapter, since the loader looks for other names. */
        IGNORED,
        /** The loader makes room in the model and fills none of it: the run goes on as if there were no adapter. */
        EMPTY,
        /** The loader stops with an error, or the model does when it is moved or run. */
        RAISES,
        /** Not known for this model. */
        UNKNOWN
    }
}
