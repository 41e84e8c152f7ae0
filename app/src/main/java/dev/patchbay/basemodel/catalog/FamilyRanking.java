package dev.patchbay.basemodel.catalog;

import java.util.List;
import java.util.Optional;

/**
 * The known models that tensors look like.
 *
 * @param models best first, those that cannot be told apart as one; each is contradicted by less than a third of the modules
 * @param nearest what comes nearest, if no model is that near
 */
public record FamilyRanking(List<FamilyEvidence> models, Optional<FamilyEvidence> nearest) {

    /** Names that more families have say nothing. */
    private static final int MOST_FAMILIES = 3;

    public static final FamilyRanking NONE = new FamilyRanking(List.of(), Optional.empty());

    public FamilyRanking {
        models = List.copyOf(models);
    }

    /** The model whose names and sizes these are. */
    public Optional<FamilyEvidence> best() {
        return models.stream().findFirst();
    }

    /** The best model; else the nearest one, which only some of the names may speak for. */
    public Optional<FamilyEvidence> bestOrNearest() {
        return best().or(() -> nearest);
    }

    /** The models; else the family, or the few, that all of the names are of, where only the sizes are of none of their models. */
    public List<FamilyEvidence> sure() {
        return models.isEmpty() ? nearest.filter(FamilyRanking::isOfFamilies).stream().toList() : models;
    }

    private static boolean isOfFamilies(FamilyEvidence evidence) {
        return evidence.name().equals(evidence.family()) && evidence.score() == 0.5 && evidence.families().size() <= MOST_FAMILIES;
    }
}
