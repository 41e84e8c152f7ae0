package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.files.WholeOutput;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Base models that a user adds to the catalogue: JSON files in one folder, each in the format of the built-in ones. Read anew each time, so
 * that a file that was put there counts at once.
 */
public final class UserModels {

    /** None, and no place to keep any. */
    public static final UserModels NONE = new UserModels(Optional::empty);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String SUFFIX = ".json";
    private static final int MOST_FILES = 500;
    private static final long LARGEST_FILE = 32L << 20;

    private final Supplier<Optional<Path>> place;

    private UserModels(Supplier<Optional<Path>> place) {
        this.place = place;
    }

    /** @param folder need not exist */
    public static UserModels in(Path folder) {
        return in(() -> folder);
    }

    /** @param place asked each time, since a person may choose another folder; it need not exist */
    public static UserModels in(Supplier<Path> place) {
        return new UserModels(() -> Optional.of(place.get()));
    }

    /**
     * What the folder holds.
     *
     * @param models by file name
     * @param warnings files that cannot be used, one sentence each
     */
    public record FoundModels(List<UserModel> models, List<Message> warnings) {

        public FoundModels {
            models = List.copyOf(models);
            warnings = List.copyOf(warnings);
        }
    }

    /** Every model of the folder. A name that is built in, or that a file before has, is left to the other. */
    public FoundModels all() {
        Map<String, UserModel> models = new LinkedHashMap<>();
        List<Message> warnings = new ArrayList<>();
        for (Path file : files(warnings)) {
            try {
                BaseModel model = read(file);
                boolean taken = ModelCatalog.names().contains(model.name()) || models.containsKey(model.name());
                if (taken) {
                    warnings.add(Message.of("basemodel.user.twice", file, model.name()));
                } else {
                    models.put(model.name(), new UserModel(model, file));
                }
            } catch (ExplainedException e) {
                warnings.add(e.explanation());
            } catch (IOException e) {
                warnings.add(Message.of("basemodel.user.unreadable", file));
            }
        }
        return new FoundModels(List.copyOf(models.values()), warnings);
    }

    public Optional<BaseModel> find(String name) {
        return all().models().stream().map(UserModel::model).filter(model -> model.name().equals(name)).findFirst();
    }

    /**
     * Keeps names and shapes of a model under a name of its own.
     *
     * @param overwrite whether a model of that name that is there already is replaced
     * @return the file that was written
     * @throws CheckpointException if the name is not valid, is that of a built-in model, or is taken
     * @throws IOException if the file cannot be written
     */
    public Path add(BaseModel model, String name, boolean overwrite) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new CheckpointException(Message.of("basemodel.user.badName", name));
        }
        if (ModelCatalog.names().contains(name)) {
            throw new CheckpointException(Message.of("basemodel.user.builtIn", name));
        }
        Path home = place.get().orElseThrow();
        Optional<Path> existing = all().models().stream().filter(one -> one.model().name().equals(name)).map(UserModel::file).findFirst();
        Path file = existing.orElse(home.resolve(name + SUFFIX));
        if (!overwrite && Files.exists(file)) {
            throw new CheckpointException(Message.of("basemodel.user.taken", name, file));
        }
        byte[] json = UserModelJson.write(model, name).getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(home);
        WholeOutput.file(file, overwrite).write(json.length, draft -> draft.write("", json), written -> read(written));
        return file;
    }

    private static BaseModel read(Path file) throws IOException {
        if (RegularFiles.size(file) > LARGEST_FILE) {
            throw new CheckpointException(Message.of("basemodel.user.large", file, LARGEST_FILE));
        }
        return UserModelJson.read(RegularFiles.text(file), file);
    }

    private List<Path> files(List<Message> warnings) {
        Optional<Path> folder = place.get().filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder.get())) {
            return entries.filter(file -> file.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException e) {
            warnings.add(Message.of("basemodel.user.unreadable", folder.get()));
            return List.of();
        }
    }
}
