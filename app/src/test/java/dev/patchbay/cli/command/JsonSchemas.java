package dev.patchbay.cli.command;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of {@code docs/json}, and which of their fields outputs have had. */
final class JsonSchemas {

    static final Path FOLDER = Path.of("docs/json");

    private static final String END = ".schema.json";
    private static final String ADDRESS = "https://schemas.invalid/";

    private final Map<String, JsonNode> files = new TreeMap<>();
    private final SchemaRegistry registry;
    private final Set<String> seen = new TreeSet<>();

    JsonSchemas() {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> found = Files.list(FOLDER)) {
            for (Path file : found.filter(one -> one.toString().endsWith(END)).toList()) {
                String text = Files.readString(file);
                files.put(String.valueOf(file.getFileName()), JsonMapper.shared().readTree(text));
                texts.put(ADDRESS + file.getFileName(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
    }

    /** The schemas by the names of their files. */
    Map<String, JsonNode> files() {
        return files;
    }

    /** Commands that have a schema. */
    Set<String> commands() {
        return files.keySet().stream().map(file -> file.substring(0, file.length() - END.length()))
                .filter(name -> !name.equals("parts")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with the output of a command; empty if nothing is. */
    List<String> errors(String command, JsonNode output) {
        visit(command + END, files.get(command + END), output);
        return registry.getSchema(SchemaLocation.of(ADDRESS + command + END)).validate(output).stream().map(Object::toString).toList();
    }

    /** Fields of schemas that no output had so far, as {@code check.schema.json base}. */
    Set<String> unseen() {
        Set<String> all = new TreeSet<>();
        files.forEach((file, schema) -> collect(file, schema, all));
        all.removeAll(seen);
        return all;
    }

    private static void collect(String file, JsonNode schema, Set<String> all) {
        schema.path("properties").properties().forEach(field -> all.add(place(file, schema, field.getKey())));
        schema.forEach(part -> collect(file, part, all));
    }

    /** A field by its name and what its object is described as, which tells objects of a file apart. */
    private static String place(String file, JsonNode schema, String field) {
        return file + " " + field + " of: " + schema.path("description").asString();
    }

    private void visit(String file, JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            String[] target = schema.get("$ref").asString().split("#", -1);
            String other = target[0].isEmpty() ? file : target[0];
            visit(other, target.length > 1 ? files.get(other).at(target[1]) : files.get(other), value);
        }
        schema.path("anyOf").forEach(choice -> visit(file, choice, value));
        if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode known = schema.path("properties").path(field.getKey());
                if (!known.isMissingNode()) {
                    seen.add(place(file, schema, field.getKey()));
                    visit(file, known, field.getValue());
                } else if (schema.path("additionalProperties").isObject()) {
                    visit(file, schema.get("additionalProperties"), field.getValue());
                }
            });
        }
        if (value.isArray() && schema.has("items")) {
            value.forEach(item -> visit(file, schema.get("items"), item));
        }
    }
}
