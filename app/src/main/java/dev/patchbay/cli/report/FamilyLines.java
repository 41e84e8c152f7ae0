package dev.patchbay.cli.report;

import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.catalog.ModelTraits;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The model that a file is for, as {@code inspect} tells a person. */
public final class FamilyLines {

    private FamilyLines() {}

    private static final int MOST_COMPARED = 8;

    /** Of families that fit alike. */
    private static final int MOST_NAMED = 3;

    /** The model, or that none is known and which comes nearest; then what would tell those apart that look the same. */
    public static List<String> of(FamilyRanking ranking) {
        List<String> lines = new ArrayList<>(model(ranking));
        ranking.best().flatMap(FamilyLines::difference).ifPresent(lines::add);
        return lines;
    }

    private static Optional<String> difference(FamilyEvidence best) {
        List<CatalogModel> models = Stream.concat(Stream.of(best.name()), best.sameAs().stream())
                .map(ModelCatalog::model)
                .flatMap(Optional::stream)
                .limit(MOST_COMPARED)
                .toList();
        String differences = ModelTraits.between(models).entrySet().stream()
                .map(model -> model.getKey() + ": " + model.getValue().stream().map(Message::text).collect(Collectors.joining(", ")))
                .collect(Collectors.joining(and()));
        return differences.isEmpty() ? Optional.empty() : Optional.of(Message.of("cli.inspect.tie", differences).text());
    }

    private static List<String> model(FamilyRanking ranking) {
        List<String> alike = ranking.contenders();
        return ranking.best()
                .map(best -> ranking.families().size() > 1
                        ? Message.of("cli.inspect.families", ranking.families().size(), alike(alike), evidence(best))
                        : Message.of("cli.inspect.family", name(best), evidence(best)))
                .or(() -> ranking.nearest().map(nearest -> Message.of("cli.inspect.nearest", name(nearest), evidence(nearest))))
                .map(Message::text)
                .stream()
                .toList();
    }

    /** The first model of each of a few families. */
    private static String alike(List<String> models) {
        return models.stream()
                .map(ModelCatalog::model)
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(CatalogModel::family, CatalogModel::name, (first, next) -> first, LinkedHashMap::new))
                .values().stream()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
    }

    /** {@code FLUX.1 [dev], flux.1-dev}; only the name where there is no other. */
    private static String name(FamilyEvidence family) {
        return family.title().equals(family.name())
                ? family.name()
                : Message.of("cli.inspect.family.name", family.title(), family.name()).text();
    }

    private static String evidence(FamilyEvidence family) {
        return family.evidence().stream().map(Message::text).collect(Collectors.joining(and()));
    }

    /** What stands between two statements in the person's language. */
    static String and() {
        return Message.of("cli.inspect.between").text();
    }
}
