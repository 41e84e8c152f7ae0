package dev.patchbay.basemodel;

import java.nio.file.Path;

/**
 * A base model of a user's own.
 *
 * @param file that describes it
 */
public record UserModel(BaseModel model, Path file) {}
