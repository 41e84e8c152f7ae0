package dev.patchbay.cli.command;

import dev.patchbay.message.Message;
import dev.patchbay.workspace.place.CheckpointPlace;
import dev.patchbay.workspace.place.FoundPlaces;
import dev.patchbay.workspace.place.PlaceFolder;
import dev.patchbay.workspace.place.PlaceFolders;
import dev.patchbay.workspace.place.PlaceKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code places}: lists adapters and base models found on this machine, in the Hugging Face cache and in ComfyUI's folders. */
@Command(name = "places", mixinStandardHelpOptions = true)
final class PlacesCommand extends ReportingCommand {

    /** The kinds by their names on the command line. */
    enum KindOption {
        ADAPTER(PlaceKind.ADAPTER),
        BASE(PlaceKind.BASE_MODEL),
        COMPONENT(PlaceKind.COMPONENT),
        WEIGHTS(PlaceKind.WEIGHTS);

        private final PlaceKind kind;

        KindOption(PlaceKind kind) {
            this.kind = kind;
        }

        static String word(PlaceKind kind) {
            for (KindOption each : values()) {
                if (each.kind == kind) {
                    return each.name().toLowerCase(Locale.ROOT);
                }
            }
            throw new IllegalArgumentException(kind.name());
        }
    }

    @Option(names = "--kind")
    private @Nullable KindOption kind;

    @Override
    int execute() {
        FoundPlaces found = services().places().find(services().cancellation());
        List<CheckpointPlace> places = found.places().stream().filter(place -> kind == null || place.kind() == kind.kind).toList();
        put("places", places.stream().map(PlacesCommand::fields).toList());
        put("folders", folders(services().places().folders()));
        put("complete", found.complete());
        int width = places.stream().mapToInt(place -> place.name().length()).max().orElse(0);
        places.forEach(place -> say(line(place, width)));
        if (places.isEmpty()) {
            say(Message.of("cli.places.none", services().places().folders().hub()).text());
        }
        if (!found.complete()) {
            warn(Message.of("cli.places.incomplete").text());
        }
        return DONE;
    }

    private static Map<String, Object> fields(CheckpointPlace place) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", place.name());
        fields.put("kind", KindOption.word(place.kind()));
        fields.put("source", source(place));
        fields.put("path", place.path().toString());
        fields.put("bytes", place.bytes());
        return fields;
    }

    private static List<Map<String, Object>> folders(PlaceFolders folders) {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(folder("hugging-face", folders.hub()));
        for (PlaceFolder folder : folders.comfyUi()) {
            all.add(folder("comfyui", folder.path()));
        }
        return all;
    }

    private static Map<String, Object> folder(String source, Path path) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", source);
        fields.put("path", path.toString());
        fields.put("exists", Files.isDirectory(path));
        return fields;
    }

    private static String line(CheckpointPlace place, int width) {
        String kind = KindOption.word(place.kind());
        return String.format(
                Locale.ROOT, "%-9s %-12s %14d  %s  %s", kind, source(place), place.bytes(), padded(place.name(), width), place.path());
    }

    private static String padded(String name, int width) {
        return name + " ".repeat(width - name.length());
    }

    private static String source(CheckpointPlace place) {
        return place.source().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
