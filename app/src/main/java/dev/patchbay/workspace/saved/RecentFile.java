package dev.patchbay.workspace.saved;

import dev.patchbay.settings.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A file that was opened lately. */
public record RecentFile(Path path, Kind kind) {

    /** What it was opened as. */
    public enum Kind {
        WORKSPACE,
        ADAPTER,
        BASE
    }

    static final int MOST = 12;

    /** The recent files of a person, newest first. */
    public static final Setting<List<RecentFile>> SETTING = new Setting<>(
            "recent", List.of(),
            value -> value instanceof List<?> list ? Optional.of(read(list)) : Optional.empty(),
            files -> files.stream().map(RecentFile::written).toList());

    /** Whether files are remembered at all. */
    public static final Setting<Boolean> KEPT = Setting.flag("recent.kept", true);

    /** The list with this file at its head. */
    public static List<RecentFile> with(List<RecentFile> files, RecentFile newest) {
        List<RecentFile> all = new ArrayList<>(List.of(newest));
        files.stream().filter(file -> !file.path().equals(newest.path())).limit(MOST - 1).forEach(all::add);
        return List.copyOf(all);
    }

    private static List<RecentFile> read(List<?> list) {
        return list.stream().flatMap(RecentFile::read).limit(MOST).toList();
    }

    private static Stream<RecentFile> read(Object value) {
        if (value instanceof Map<?, ?> map) {
            return Stream.of(Kind.values())
                    .filter(kind -> word(kind).equals(map.get("kind")))
                    .flatMap(kind -> Setting.path(String.valueOf(map.get("path"))).stream().map(path -> new RecentFile(path, kind)));
        }
        return Stream.empty();
    }

    private Map<String, Object> written() {
        return Map.of("path", path.toString(), "kind", word(kind));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
