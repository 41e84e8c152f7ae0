package dev.patchbay.generation.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a worker is started.
 *
 * @param name for display: {@code ssh box patchbay worker}
 * @param words program and arguments
 * @param environment variables to set; an empty value takes the variable away
 */
public record WorkerCommand(String name, List<String> words, Map<String, String> environment) {

    public WorkerCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** A command as a person types it: words between spaces; quotes, single or double, keep spaces in a word. */
    public static WorkerCommand typed(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean started = false;
        char quote = 0;
        for (char next : line.toCharArray()) {
            if (quote != 0 && next == quote) {
                quote = 0;
            } else if (quote == 0 && (next == '"' || next == '\'')) {
                quote = next;
                started = true;
            } else if (quote == 0 && Character.isWhitespace(next)) {
                if (started) {
                    words.add(word.toString());
                }
                word.setLength(0);
                started = false;
            } else {
                word.append(next);
                started = true;
            }
        }
        if (started) {
            words.add(word.toString());
        }
        return new WorkerCommand(line.strip(), words, Map.of());
    }

    ProcessBuilder process() {
        ProcessBuilder builder = new ProcessBuilder(words);
        environment.forEach((variable, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(variable);
            } else {
                builder.environment().put(variable, value);
            }
        });
        return builder;
    }
}
