package dev.patchbay.loader;

import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which consumers load which algorithms, in the versions that {@link Consumer#version} says. */
public final class AlgorithmSupport {

    /** Adapter classes of ComfyUI's {@code comfy/weight_adapter}, and the differences that {@code load_lora} adds itself. */
    private static final Set<Algorithm> COMFYUI = EnumSet.of(
            Algorithm.LORA,
            Algorithm.LOHA,
            Algorithm.LOKR,
            Algorithm.GLORA,
            Algorithm.OFT,
            Algorithm.BOFT,
            Algorithm.FULL_DIFF,
            Algorithm.NORM_DIFF);

    /** Tuners of PEFT; which one a folder is for, its {@code adapter_config.json} says. */
    private static final Set<Algorithm> PEFT = EnumSet.of(
            Algorithm.LORA,
            Algorithm.LOHA,
            Algorithm.LOKR,
            Algorithm.IA3,
            Algorithm.OFT,
            Algorithm.BOFT,
            Algorithm.VERA,
            Algorithm.ADALORA);

    private AlgorithmSupport() {}

    public static boolean loads(Consumer consumer, Algorithm algorithm) {
        return switch (consumer) {
            case DIFFUSERS -> algorithm == Algorithm.LORA;
            case PEFT -> PEFT.contains(algorithm);
            case COMFYUI -> COMFYUI.contains(algorithm);
        };
    }

    /** "ComfyUI can load it; diffusers, PEFT cannot." */
    public static Message sentence(Algorithm algorithm) {
        return sentence(consumer -> loads(consumer, algorithm));
    }

    public static Message sentence(Predicate<Consumer> loads) {
        String can = titles(loads);
        String cannot = titles(loads.negate());
        return can.isEmpty() ? Message.of("inspection.support.none", cannot) : Message.of("inspection.support.some", can, cannot);
    }

    private static String titles(Predicate<Consumer> chosen) {
        return Arrays.stream(Consumer.values()).filter(chosen).map(Consumer::title).collect(Collectors.joining(", "));
    }
}
