package dev.patchbay.generation;

import dev.patchbay.message.Message;
import java.util.List;

/**
 * State of the engine (PyTorch) that generates clips.
 *
 * @param name {@code PyTorch}
 * @param version of the native library, empty if it could not be loaded
 * @param library folder the native library was loaded from, empty if it could not be loaded
 * @param devices usable devices: {@code cpu}, {@code cuda:0}, {@code mps}; empty if the library could not be loaded
 * @param threads CPU threads it uses
 * @param problems why it could not be loaded; empty if it was
 * @param missingForCuda what is missing for a run on an NVIDIA GPU, and what to do; empty if nothing is
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

    /** True if clips can be generated on at least one device. */
    public boolean isUsable() {
        return problems.isEmpty();
    }
}
