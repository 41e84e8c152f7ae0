package dev.patchbay.cli.command;

import dev.patchbay.export.factors.Arrival;
import dev.patchbay.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reports how many modules of an adapter arrive in the base. */
final class ArrivalFields {

    private ArrivalFields() {}

    /** {@code "arrived": {"base", "modules", "of"}}, and one line of text: a warning where some do not arrive. */
    static void tell(ReportingCommand command, Arrival arrival) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("base", arrival.base());
        fields.put("modules", arrival.arrived());
        fields.put("of", arrival.of());
        command.put("arrived", fields);
        String sentence = Message.of("cli.arrived", arrival.arrived(), arrival.of(), arrival.base()).text();
        if (arrival.isComplete()) {
            command.say(sentence);
        } else {
            command.warn(sentence);
        }
    }
}
