package dev.patchbay.cli.report;

import dev.patchbay.inspection.origin.Origins.Origin;
import java.util.List;
import java.util.Map;

/** Origins as commands print them. */
public final class OriginFields {

    private OriginFields() {}

    /** For {@code --json}. */
    public static List<Map<String, String>> of(List<Origin> origins) {
        return origins.stream().map(origin -> Map.of("name", origin.name(), "message", origin.message().text())).toList();
    }

    /** For people, one line each. */
    public static List<String> lines(List<Origin> origins) {
        return origins.stream().map(origin -> "ℹ " + origin.message().text()).toList();
    }
}
