package dev.patchbay.ui.command;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Finds commands by what is typed: every word has to occur in the label; labels that start with the text come first. */
public final class PaletteModel {

    private final List<Command> commands;
    private final StringProperty query = new SimpleStringProperty(this, "query", "");
    private final ObservableList<Command> found = FXCollections.observableArrayList();
    private final ObservableList<Command> shown = FXCollections.unmodifiableObservableList(found);

    public PaletteModel(List<CommandGroup> groups) {
        commands = groups.stream().flatMap(group -> group.commands().stream()).toList();
        query.subscribe(this::search);
    }

    public StringProperty queryProperty() {
        return query;
    }

    public ObservableList<Command> found() {
        return shown;
    }

    /** Clears the query and lists the commands that are enabled now. */
    public void reset() {
        query.set("");
        search(query.get());
    }

    private void search(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<String> words = List.of(wanted.split("\\s+"));
        found.setAll(commands.stream()
                .filter(command -> command.enabled().get())
                .filter(command -> words.stream().allMatch(label(command)::contains))
                .sorted(Comparator.comparing(command -> !label(command).startsWith(wanted)))
                .toList());
    }

    private static String label(Command command) {
        return command.label().getValue().text().toLowerCase(Locale.ROOT);
    }
}
