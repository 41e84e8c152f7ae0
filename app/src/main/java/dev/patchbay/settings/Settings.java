package dev.patchbay.settings;

import dev.patchbay.files.WholeOutput;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The choices of a person, kept in one file. It is read at the start; {@link #set} changes the values at once, and {@link #save} writes
 * them. What another window has written meanwhile stays, key by key. Thread-safe.
 */
public final class Settings {

    private static final int MOST_KEPT = 20;

    private final Path file;
    private final Optional<Message> problem;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Object> values;
    /** Changes that are not written yet; empty for the standard. */
    private final Map<String, Optional<Object>> unsaved = new LinkedHashMap<>();

    private Settings(Path file, Map<String, Object> values, Optional<Message> problem) {
        this.file = file;
        this.values = new LinkedHashMap<>(values);
        this.problem = problem;
    }

    /**
     * Reads the file, if it is there. A broken one is given another name, so that nothing in it is lost, and {@link #problem} says so.
     */
    public static Settings open(Path file) {
        try {
            return new Settings(file, Files.exists(file) ? SettingsCodec.read(file) : Map.of(), Optional.empty());
        } catch (SettingsException e) {
            return new Settings(file, Map.of(), Optional.of(aside(file, e.explanation())));
        } catch (ExplainedException e) {
            return new Settings(file, Map.of(), Optional.of(Message.of("settings.standard", e.explanation())));
        } catch (IOException e) {
            return new Settings(file, Map.of(), Optional.of(Message.of("settings.unreadable", file)));
        }
    }

    private static Message aside(Path file, Message reason) {
        Path kept = file.resolveSibling(file.getFileName() + ".broken");
        for (int i = 2; Files.exists(kept) && i <= MOST_KEPT; i++) {
            kept = file.resolveSibling(file.getFileName() + ".broken" + i);
        }
        try {
            Files.move(file, kept);
            return Message.of("settings.broken", reason, kept);
        } catch (IOException e) {
            return Message.of("settings.standard", reason);
        }
    }

    /** Why the file could not be read, if so; the standard values hold then. */
    public Optional<Message> problem() {
        return problem;
    }

    public Path file() {
        return file;
    }

    public synchronized <T> T get(Setting<T> setting) {
        Object value = values.get(setting.key());
        return value == null ? setting.standard() : setting.read().apply(value).orElse(setting.standard());
    }

    /** Changes a value and tells the listeners; {@link #save} writes it. */
    public <T> void set(Setting<T> setting, T value) {
        synchronized (this) {
            if (get(setting).equals(value)) {
                return;
            }
            Optional<Object> written =
                    value.equals(setting.standard()) ? Optional.empty() : Optional.of(setting.written().apply(value));
            put(values, setting.key(), written);
            unsaved.put(setting.key(), written);
        }
        listeners.forEach(Runnable::run);
    }

    /** Called after each change, on the thread that made it. */
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Writes what was changed since the last time; does nothing if that is nothing. To be called in the background.
     *
     * @throws IOException if it cannot be written; the changes are kept for the next call
     */
    public void save() throws IOException {
        Map<String, Optional<Object>> changes;
        synchronized (this) {
            changes = Map.copyOf(unsaved);
        }
        if (changes.isEmpty()) {
            return;
        }
        Map<String, Object> whole = standing();
        changes.forEach((key, value) -> put(whole, key, value));
        byte[] json = SettingsCodec.write(whole).getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        WholeOutput.file(file, true).write(json.length, draft -> draft.write("", json), SettingsCodec::read);
        synchronized (this) {
            changes.forEach(unsaved::remove);
        }
    }

    /** What the file holds now; if somebody broke it meanwhile, it is put aside and all that this window knows is written. */
    private Map<String, Object> standing() throws IOException {
        try {
            return Files.exists(file) ? SettingsCodec.read(file) : new LinkedHashMap<>();
        } catch (SettingsException e) {
            aside(file, e.explanation());
            synchronized (this) {
                return new LinkedHashMap<>(values);
            }
        }
    }

    private static void put(Map<String, Object> values, String key, Optional<Object> value) {
        if (value.isPresent()) {
            values.put(key, value.get());
        } else {
            values.remove(key);
        }
    }
}
