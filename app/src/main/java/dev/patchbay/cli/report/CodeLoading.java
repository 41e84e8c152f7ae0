package dev.patchbay.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Environment variables that make a process load code which is not Patchbay's: a person should know which are set. */
public final class CodeLoading {

    /** Those of the system's loader, of Java, of Patchbay's launcher, and of DJL 0.35. */
    private static final List<String> VARIABLES = List.of(
            "LD_PRELOAD",
            "LD_AUDIT",
            "LD_LIBRARY_PATH",
            "DYLD_INSERT_LIBRARIES",
            "DYLD_LIBRARY_PATH",
            "DYLD_FRAMEWORK_PATH",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "CLASSPATH",
            "PATCHBAY_OPTS",
            "PATCHBAY_WORKER_OPTS",
            "PATCHBAY_JAVA",
            "PYTORCH_LIBRARY_PATH",
            "PYTORCH_EXTRA_LIBRARY_PATH",
            "PYTORCH_VERSION",
            "PYTORCH_FLAVOR",
            "LIBSTDCXX_LIBRARY_PATH",
            "RUST_LIBRARY_PATH",
            "RUST_FLAVOR",
            "ENGINE_CACHE_DIR",
            "DJL_CACHE_DIR");

    private CodeLoading() {}

    /** Those that are set, with their values. */
    public static Map<String, String> in(Map<String, String> environment) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String name : VARIABLES) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                set.put(name, value);
            }
        }
        return set;
    }
}
