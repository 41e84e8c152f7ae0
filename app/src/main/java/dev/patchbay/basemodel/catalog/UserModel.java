package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import java.nio.file.Path;

/**
 * A base model of a user's own.
 *
 * @param file that describes it
 */
public record UserModel(BaseModel model, Path file) {}
