package dev.patchbay.cli.report;

import dev.patchbay.export.ExportedVerdict;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why there are no exports, as {@code check} tells a person: the same reason once for all programs that it is the reason for. */
public final class Refusals {

    private Refusals() {}

    /** In the order of the first program of each; those of exports that there are say nothing. */
    public static List<Message> of(List<ExportedVerdict> exports) {
        Map<Message, List<ExportedVerdict>> alike = new LinkedHashMap<>();
        exports.stream().filter(export -> export.refusal().isPresent())
                .forEach(export -> alike.computeIfAbsent(reason(export, ""), reason -> new ArrayList<>()).add(export));
        return alike.values().stream().map(Refusals::told).toList();
    }

    private static Message told(List<ExportedVerdict> alike) {
        String programs = alike.stream().map(export -> export.program().title()).collect(Collectors.joining(", "));
        return Message.of("cli.check.noExport", programs, reason(alike.getFirst(), programs));
    }

    /** The reason with other words in place of the program's name. */
    private static Message reason(ExportedVerdict export, String program) {
        Message reason = export.message();
        List<Object> arguments = reason.arguments().stream()
                .map(argument -> argument.equals(export.program().title()) ? (Object) program : argument)
                .toList();
        return new Message(reason.key(), arguments);
    }
}
