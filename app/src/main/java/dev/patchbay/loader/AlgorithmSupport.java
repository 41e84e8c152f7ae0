package dev.patchbay.loader;

import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which programs load which algorithms, in the versions that {@link Loader#version} says. */
public final class AlgorithmSupport {

    private AlgorithmSupport() {}

    /** "ComfyUI can load it; diffusers, PEFT cannot." */
    public static Message sentence(Algorithm algorithm) {
        return sentence(program -> program.loader().loads(algorithm));
    }

    public static Message sentence(Predicate<Program> loads) {
        String can = titles(loads);
        String cannot = titles(loads.negate());
        return can.isEmpty() ? Message.of("inspection.support.none", cannot) : Message.of("inspection.support.some", can, cannot);
    }

    private static String titles(Predicate<Program> chosen) {
        return Program.judged().stream()
                .filter(program -> program.loader().isOneProgram())
                .filter(chosen)
                .map(Program::title)
                .collect(Collectors.joining(", "));
    }
}
