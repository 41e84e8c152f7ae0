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

    /** The models; else the family, if all names are of that family alone and only the sizes are of none of its models. */
    public List<FamilyEvidence> sure() {
        return models.isEmpty() ? nearest.filter(FamilyRanking::isOnlyFamily).stream().toList() : models;
    }

    private static boolean isOnlyFamily(FamilyEvidence evidence) {
        return evidence.name().equals(evidence.family()) && evidence.score() == 0.5 && evidence.sameAs().isEmpty();
    }
}
