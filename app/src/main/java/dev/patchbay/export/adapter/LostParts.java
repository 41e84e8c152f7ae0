package dev.patchbay.export.adapter;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.LostPart;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of an adapter that the target program does not read, by what is lost with them. */
final class LostParts {

    private final Map<LostPart, List<String>> names = new EnumMap<>(LostPart.class);

    void add(Part part, MappedTensor tensor) {
        names.computeIfAbsent(LostPart.of(part, tensor.info().shape()), one -> new ArrayList<>()).add(tensor.name());
    }

    /** @param title of the program */
    Optional<Message> warning(String title) {
        return names.entrySet().stream()
                .map(lost -> lost.getKey().message(lost.getValue().size(), lost.getValue().getFirst()))
                .reduce((left, right) -> Message.of("export.lost.and", left, right))
                .map(all -> Message.of("export.warning.lostParts", title, all));
    }
}
