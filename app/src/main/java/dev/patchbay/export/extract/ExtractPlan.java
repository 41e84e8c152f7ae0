package dev.patchbay.export.extract;

import dev.patchbay.message.Message;
import java.util.List;
import java.util.Map;

/**
 * An adapter that is to be made of the difference of two models.
 *
 * @param modules those whose weights differ
 * @param same number of weights that are equal in both
 * @param metadata of the new file
 * @param warnings about what is not in it
 */
public record ExtractPlan(List<ExtractedModule> modules, int same, Map<String, String> metadata, List<Message> warnings) {}
