package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.catalog.CatalogModel;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.catalog.ModelTraits;
import dev.patchbay.basemodel.catalog.UserModel;
import dev.patchbay.basemodel.catalog.UserModels;
import dev.patchbay.cli.report.Parameters;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code models}: lists the base models known by name; {@code --add} adds one of the user's own by its names and shapes. */
@Command(name = "models", mixinStandardHelpOptions = true)
final class ModelsCommand extends ReportingCommand {

    private static final Pattern FAMILY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    @Option(names = "--add")
    private @Nullable Path checkpoint;

    @Option(names = "--name")
    private @Nullable String name;

    @Option(names = "--family")
    private @Nullable String family;

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Override
    int execute() throws Exception {
        if ((checkpoint == null) != (name == null)) {
            throw misused(Message.of("cli.models.addAndName"));
        }
        if (family != null && (checkpoint == null || !FAMILY.matcher(family).matches())) {
            throw misused(Message.of("cli.models.family", family));
        }
        if (checkpoint != null && name != null) {
            add(checkpoint, name);
        } else {
            list();
        }
        return DONE;
    }

    private void add(Path path, String ownName) throws IOException {
        BaseModel model = ofFamily(services().bases().resolve(path.toString()));
        Path file = services().models().add(model, ownName, overwrite);
        long tensors = model.components().stream().mapToLong(component -> component.tensors().size()).sum();
        put("added", fields(model, ownName, "user", file.toString()));
        say(Message.of("cli.models.added", ownName, tensors, model.family(), file).text());
    }

    /** As the person says; else as its names and sizes do. */
    private BaseModel ofFamily(BaseModel found) {
        return family == null ? found : new BaseModel(found.name(), family, found.components(), found.folder());
    }

    private void list() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (CatalogModel known : ModelCatalog.models()) {
            BaseModel model = ModelCatalog.find(known.name()).orElseThrow();
            Map<String, Object> fields = fields(model, known.name(), "built-in", "");
            fields.put("title", known.title());
            fields.put("same_as", known.same());
            fields.put("traits", ModelTraits.of(known));
            rows.add(fields);
            String line = line(model, known.title()) + traits(known);
            say(known.isAlias() ? Message.of("cli.models.alias", line, known.original()).text() : line);
        }
        UserModels.FoundModels found = services().models().all();
        for (UserModel user : found.models()) {
            rows.add(fields(user.model(), user.model().name(), "user", user.file().toString()));
            say(Message.of("cli.models.own", line(user.model(), user.model().name()), user.file()).text());
        }
        put("models", rows);
        found.warnings().forEach(warning -> warn(warning.text()));
    }

    /** {@code cogvideox-2b: CogVideoX-2B, cogvideox (transformer 1.7 B, …)}. */
    private static String line(BaseModel model, String title) {
        String components = model.components().stream()
                .map(component -> component.component() + " " + Parameters.text(Parameters.of(component)))
                .collect(Collectors.joining(", "));
        return Message.of("cli.models.line", model.name(), title, model.family(), components).text();
    }

    /** What tells the model apart from others of its family: {@code : 30 blocks, width 1920}. */
    private static String traits(CatalogModel model) {
        String all = ModelTraits.sentences(model).stream().map(Message::text).collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : Message.of("cli.models.traits", "", all).text();
    }

    private static Map<String, Object> fields(BaseModel model, String name, String source, String file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("family", model.family());
        Map<String, Integer> components = new LinkedHashMap<>();
        Map<String, Long> parameters = new LinkedHashMap<>();
        model.components().forEach(component -> {
            components.put(component.component(), component.tensors().size());
            parameters.put(component.component(), Parameters.of(component));
        });
        fields.put("components", components);
        fields.put("parameters", parameters);
        fields.put("source", source);
        fields.put("file", file);
        return fields;
    }
}
