package dev.patchbay.workspace;

import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What of an adapter is not played, by the reason. */
final class LeftSilent {

    /** As many names as a sentence can hold; the rest is counted. */
    private static final int NAMED = 3;

    private final Map<Why, List<String>> names = new EnumMap<>(Why.class);

    /** Why a module or a tensor is not played. */
    enum Why {
        /** The base's denoiser has no such module. */
        MISSING,
        /** Its sizes are not those of the base. */
        MISFIT,
        /** A part that the change cannot be computed without is not there. */
        INCOMPLETE,
        /** Another module of the file changes the same weight; the first counts. */
        REPEATED,
        /** No change can be computed from its parts. */
        ALGORITHM,
        /** Some of its parts have no effect, such as a bias where the base has none. */
        PARTS,
        /** A tensor that belongs to no module. */
        LEFTOVER
    }

    void add(Why why, String name) {
        names.computeIfAbsent(why, one -> new ArrayList<>()).add(name);
    }

    /** One sentence for each reason. */
    List<Message> warnings() {
        return names.entrySet().stream()
                .map(one -> Message.of(
                        "workspace.notPlayed." + one.getKey().name().toLowerCase(Locale.ROOT), one.getValue().size(), list(one.getValue())))
                .toList();
    }

    private static String list(List<String> all) {
        String named = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
        return all.size() > NAMED ? named + ", …" : named;
    }
}
