package dev.patchbay.basemodel.naming;

import dev.patchbay.resource.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code encoders.json}: the kinds of text encoders, and their numbers in kohya's names by family. */
final class EncodersJson {

    private static final String ANY = "*";
    private static final JsonNode ROOT = JsonMapper.shared().readTree(Resources.text(EncodersJson.class, "encoders.json"));
    static final List<EncoderKind> KINDS = kinds();

    private EncodersJson() {}

    private static List<EncoderKind> kinds() {
        List<EncoderKind> kinds = new ArrayList<>();
        ROOT.path("kinds").forEach(kind -> kinds.add(new EncoderKind(
                kind.path("name").asString(),
                kind.path("module").asString(),
                kind.has("width") ? OptionalLong.of(kind.path("width").asLong()) : OptionalLong.empty(),
                strings(kind.path("also")))));
        return List.copyOf(kinds);
    }

    /** What stands behind {@code lora_te} for a family's encoder of this kind; the first is the one that is written. */
    static List<String> numbers(String family, String kind) {
        JsonNode numbers = ROOT.path("numbers");
        JsonNode own = numbers.path(family).path(kind);
        return strings(own.isMissingNode() ? numbers.path(ANY).path(kind) : own);
    }

    /** Components whose adapters diffusers loads. */
    static Set<String> loaded(String family) {
        return new TreeSet<>(strings(ROOT.path("loaded").path(family)));
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
    }
}
