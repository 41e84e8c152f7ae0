package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.catalog.UserModel;
import dev.patchbay.basemodel.catalog.UserModels;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code models}: lists the base models known by name; {@code --add} adds one of the user's own by its names and shapes. */
@Command(name = "models", mixinStandardHelpOptions = true)
final class ModelsCommand extends ReportingCommand {

    @Option(names = "--add")
    private @Nullable Path checkpoint;

    @Option(names = "--name")
    private @Nullable String name;

    @Option(names = "--overwrite")
    private boolean overwrite;

    @Override
    int execute() throws Exception {
        if ((checkpoint == null) != (name == null)) {
            throw misused(Message.of("cli.models.addAndName"));
        }
        if (checkpoint != null && name != null) {
            add(checkpoint, name);
        } else {
            list();
        }
        return DONE;
    }

    private void add(Path path, String ownName) throws IOException {
        BaseModel model = services().bases().resolve(path.toString());
        Path file = services().models().add(model, ownName, overwrite);
        long tensors = model.components().stream().mapToLong(component -> component.tensors().size()).sum();
        put("added", fields(model, ownName, "user", file.toString()));
        say(Message.of("cli.models.added", ownName, tensors, model.family(), file).text());
    }

    private void list() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String known : ModelCatalog.names()) {
            BaseModel model = ModelCatalog.find(known).orElseThrow();
            rows.add(fields(model, known, "built-in", ""));
            say(line(model));
        }
        UserModels.FoundModels found = services().models().all();
        for (UserModel user : found.models()) {
            rows.add(fields(user.model(), user.model().name(), "user", user.file().toString()));
            say(Message.of("cli.models.own", line(user.model()), user.file()).text());
        }
        put("models", rows);
        found.warnings().forEach(warning -> warn(warning.text()));
    }

    private static String line(BaseModel model) {
        List<String> components = model.components().stream().map(ModuleDictionary::component).toList();
        return Message.of("cli.models.line", model.name(), model.family(), String.join(", ", components)).text();
    }

    private static Map<String, Object> fields(BaseModel model, String name, String source, String file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("family", model.family());
        Map<String, Integer> components = new LinkedHashMap<>();
        model.components().forEach(component -> components.put(component.component(), component.tensors().size()));
        fields.put("components", components);
        fields.put("source", source);
        fields.put("file", file);
        return fields;
    }
}
