package dev.patchbay.inspection;

import dev.patchbay.basemodel.BaseModel;
import java.util.List;
import java.util.Optional;

/** What unknown names look like in the base. */
final class NameSuggestions {

    NameSuggestions(List<ModuleFit> unmatched, BaseModel base) {
    }

    record Suggestion(String template, String similarity, String next) {}

    Optional<Suggestion> of(String template) {
        return Optional.empty();
    }
}
