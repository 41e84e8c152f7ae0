package dev.patchbay.export.factors;

import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.LostPart;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of an adapter that a new file does not hold, by what is lost with them. */
public final class LostParts {

    private final Map<LostPart, List<String>> names = new EnumMap<>(LostPart.class);

    public void add(Part part, MappedTensor tensor) {
        names.computeIfAbsent(LostPart.of(part, tensor.info().shape()), one -> new ArrayList<>()).add(tensor.name());
    }

    /** What is lost, with counts and examples; empty if nothing is. */
    public Optional<Message> list() {
        return names.entrySet().stream()
                .map(lost -> lost.getKey().message(lost.getValue().size(), lost.getValue().getFirst()))
                .reduce((left, right) -> Message.of("export.lost.and", left, right));
    }

    /** @param title of the program that does not read them */
    public Optional<Message> warning(String title) {
        return list().map(all -> Message.of("export.warning.lostParts", title, all));
    }
}
