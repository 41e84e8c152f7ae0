package dev.patchbay.basemodel.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The known models that tensors look like.
 *
 * @param models best first, those that cannot be told apart as one; each is contradicted by less than a third of the modules
 * @param nearest what comes nearest, if no model is that near
 */
public record FamilyRanking(List<FamilyEvidence> models, Optional<FamilyEvidence> nearest) {

    /** Names that more families have say nothing. */
    private static final int MOST_FAMILIES = 3;

    /** Below this share of the best score, tensors speak against a model: what was trained of the best is not all of it that often. */
    private static final double NEAR = 0.95;

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

    /** Those of the sure ones that no better one speaks against: what reaches the last block of a model is not for a longer one. */
    public List<FamilyEvidence> foremost() {
        double best = sure().stream().mapToDouble(FamilyEvidence::score).max().orElse(0);
        return sure().stream().filter(model -> model.score() > best * NEAR).toList();
    }

    /** Names of the models that come so near to the best one that the tensors may be for them as well; none if no size fits. */
    public List<String> contenders() {
        double least = best().map(FamilyEvidence::score).orElse(0.0) * NEAR;
        return models.stream()
                .filter(model -> model.score() >= least)
                .flatMap(model -> Stream.concat(Stream.of(model.name()), model.sameAs().stream()))
                .filter(name -> ModelCatalog.model(name).isPresent())
                .toList();
    }

    /** Families of {@link #contenders}, the best model's first; else the few whose names all of these are, where only no size fits. */
    public Set<String> families() {
        Set<String> families = new LinkedHashSet<>();
        contenders().forEach(name -> families.add(ModelCatalog.model(name).orElseThrow().family()));
        if (families.isEmpty()) {
            sure().forEach(evidence -> families.addAll(evidence.families()));
        }
        return families;
    }

    private static boolean isOfFamilies(FamilyEvidence evidence) {
        return evidence.name().equals(evidence.family()) && evidence.score() == 0.5 && evidence.families().size() <= MOST_FAMILIES;
    }
}
