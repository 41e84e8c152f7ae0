package dev.patchbay.cli.report;

import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.stream.Collectors;

/** The model that a file is for, as {@code inspect} tells a person. */
public final class FamilyLines {

    private FamilyLines() {}

    /** One line: the model, or that none is known and which comes nearest. */
    public static List<String> of(FamilyRanking ranking) {
        return ranking.best()
                .map(best -> Message.of("cli.inspect.family", name(best), evidence(best)))
                .or(() -> ranking.nearest().map(nearest -> Message.of("cli.inspect.nearest", name(nearest), evidence(nearest))))
                .map(Message::text)
                .stream()
                .toList();
    }

    /** {@code FLUX.1 [dev], flux.1-dev}; only the name where there is no other. */
    private static String name(FamilyEvidence family) {
        return family.title().equals(family.name())
                ? family.name()
                : Message.of("cli.inspect.family.name", family.title(), family.name()).text();
    }

    private static String evidence(FamilyEvidence family) {
        return family.evidence().stream().map(Message::text).collect(Collectors.joining("; "));
    }
}
