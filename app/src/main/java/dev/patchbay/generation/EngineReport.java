package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * What was found of the engine that makes clips.
 *
 * @param name {@code PyTorch}
 * @param version of the native library, empty if it could not be loaded
 * @param library folder the native library was loaded from, empty if it could not be loaded
 * @param devices where clips can be made: {@code cpu}, {@code cuda:0}, {@code mps}; empty if the library could not be loaded
 * @param threads processor threads it uses
 * @param problems why it could not be loaded; empty if it was
 * @param missingForCuda what stands between this machine and a run on an NVIDIA GPU, and what to do; empty if nothing does
 */
public record EngineReport(
        String name,
        String version,
        String library,
        List<String> devices,
        int threads,
        List<Message> problems,
        List<Message> missingForCuda) {

    public EngineReport {
        devices = List.copyOf(devices);
        problems = List.copyOf(problems);
        missingForCuda = List.copyOf(missingForCuda);
    }

    /** True if clips can be made at all. */
    public boolean isUsable() {
        return problems.isEmpty();
    }
}
