package dev.patchbay.basemodel.catalog;

import dev.patchbay.message.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to say of a name that is no base model: that Patchbay knows the model but not its modules, or which names are near.
 *
 * @param name as it was typed
 * @param own names of a person's own models
 */
record UnknownModel(String name, List<String> own) {

    private static final int MOST_SUGGESTED = 4;

    /** Names that differ in more than this share of their letters are not suggested. */
    private static final double FARTHEST = 0.4;

    Message explanation() {
        return withoutDictionary().map(title -> Message.of("basemodel.withoutDictionary", name, title)).orElseGet(this::unknown);
    }

    /** The title of the model of that name, or of the one whose name it begins: {@code chronoedit} is {@code chronoedit-14b}. */
    private Optional<String> withoutDictionary() {
        String plain = plain(name);
        return ModelCatalog.withoutDictionary().entrySet().stream()
                .filter(known -> begins(plain(known.getKey()), plain) || begins(plain, plain(known.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean begins(String whole, String start) {
        return !start.isEmpty() && (whole + "-").startsWith(start + "-");
    }

    private Message unknown() {
        List<String> near = near();
        return near.isEmpty()
                ? Message.of("basemodel.unknown", name, ModelCatalog.names().size() + own.size())
                : Message.of("basemodel.unknown.near", name, String.join(", ", near));
    }

    private record Distance(String name, double share) {}

    private List<String> near() {
        String plain = plain(name);
        return Stream.concat(ModelCatalog.names().stream(), own.stream())
                .map(known -> new Distance(known, Math.min(distance(plain, plain(known)), distance(plain, plain(title(known))))))
                .filter(distance -> distance.share() <= FARTHEST)
                .sorted(Comparator.comparingDouble(Distance::share))
                .limit(MOST_SUGGESTED)
                .map(Distance::name)
                .toList();
    }

    private static String title(String known) {
        return ModelCatalog.model(known).map(CatalogModel::title).orElse(known);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^-|-$", "");
    }

    /** Share of the letters that must be put in, taken out or replaced (Levenshtein); a name that the other begins with is near. */
    private static double distance(String one, String other) {
        if (one.length() > 2 && other.startsWith(one)) {
            return 0.1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()] / (double) Math.max(1, Math.max(one.length(), other.length()));
    }
}
