package dev.patchbay.ui.preview.setting;

import dev.patchbay.message.Message;
import java.util.Set;

/**
 * Why no clip can be made with the present settings.
 *
 * @param fields that it is about; none if it is about no single field
 * @param sentence says what is wrong and what is possible
 */
public record FieldProblem(Set<ClipField> fields, Message sentence) {

    public FieldProblem {
        fields = Set.copyOf(fields);
    }
}
