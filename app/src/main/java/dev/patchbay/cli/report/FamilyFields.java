package dev.patchbay.cli.report;

import dev.patchbay.basemodel.catalog.FamilyEvidence;
import dev.patchbay.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields {@code "family"} and {@code "nearest"} of {@code inspect}. */
public final class FamilyFields {

    private FamilyFields() {}

    public static Map<String, Object> of(FamilyEvidence family) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", family.name());
        fields.put("title", family.title());
        fields.put("family", family.family());
        fields.put("score", family.score());
        fields.put("margin", family.margin());
        fields.put("evidence", family.evidence().stream().map(Message::text).toList());
        fields.put("same_as", family.sameAs());
        return fields;
    }
}
