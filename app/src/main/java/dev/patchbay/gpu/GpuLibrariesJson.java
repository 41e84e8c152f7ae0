package dev.patchbay.gpu;

import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code libraries.json}: which libraries there are for which system. */
public final class GpuLibrariesJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private GpuLibrariesJson() {}

    /** The libraries for this system; empty if there are none. */
    public static Optional<GpuLibraries> ofThisMachine() {
        return of(System.getProperties());
    }

    static Optional<GpuLibraries> of(Properties system) {
        String platform = platform(system);
        return all(Resources.text(GpuLibrariesJson.class, "libraries.json")).stream()
                .filter(libraries -> libraries.platform().equals(platform))
                .findFirst();
    }

    private static String platform(Properties system) {
        String name = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = system.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String short64 = machine.equals("amd64") || machine.equals("x86_64") ? "x86_64" : machine;
        return (name.startsWith("windows") ? "windows" : name.split(" ")[0]) + "-" + short64;
    }

    static List<GpuLibraries> all(String json) {
        List<GpuLibraries> all = new ArrayList<>();
        for (JsonNode node : MAPPER.readTree(json).path("libraries")) {
            List<GpuArtifact> artifacts = new ArrayList<>();
            node.path("artifacts").forEach(artifact -> artifacts.add(MAPPER.treeToValue(artifact, GpuArtifact.class)));
            all.add(new GpuLibraries(
                    text(node, "platform"), text(node, "torch"), text(node, "flavor"), text(node, "cuda"), text(node, "driver"),
                    text(node, "cards"), text(node, "licence"), node.path("unpackedBytes").longValue(), artifacts,
                    Pattern.compile(text(node, "replaces"))));
        }
        return all;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).stringValue();
    }
}
