package dev.patchbay.basemodel;

import java.util.List;
import java.util.Optional;

/** Base models Patchbay knows without their weights. */
public final class ModelCatalog {

    private ModelCatalog() {}

    /** Names of the built-in denoisers, for a person to choose from: {@code cogvideox-2b}, {@code flux.1-dev}, … */
    public static List<String> names() {
        throw new IllegalStateException("arrives with the model branch");
    }

    public static Optional<BaseModel> find(String name) {
        throw new IllegalStateException("arrives with the model branch: " + name);
    }
}
