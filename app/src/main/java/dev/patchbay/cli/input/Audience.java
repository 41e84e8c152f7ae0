package dev.patchbay.cli.input;

import dev.patchbay.loader.Program;
import java.util.Optional;

/** The program for which a file is judged: a particular one, or whichever takes it. */
public enum Audience {
    ANY,
    DIFFUSERS,
    PEFT,
    COMFYUI,
    KOHYA;

    /** Empty for any. */
    public Optional<Program> program() {
        return this == ANY ? Optional.empty() : Optional.of(Program.valueOf(name()));
    }
}
