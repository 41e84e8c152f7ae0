package dev.patchbay.inspection.origin;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of where files come from, told from evidence in names, sizes and metadata; {@code origins.json} lists it. */
public final class Origins {

    private static final List<Sign> SIGNS = OriginsJson.read();

    private Origins() {}

    /**
     * A known origin.
     *
     * @param name {@code flux-fill} and so on
     * @param message what such a file is and what people do then, with the evidence
     */
    public record Origin(String name, Message message) {}

    /**
     * All that is known of the file, each origin once.
     *
     * @param adapter put together from the file as it is
     * @param families of the base, or of the models that the file looks like: some signs mean something in some families only
     */
    public static List<Origin> of(Checkpoint checkpoint, Adapter adapter, Collection<String> families) {
        List<Seen> tensors = Seen.in(checkpoint, adapter);
        boolean pairs = adapter.modules().stream().anyMatch(AdapterModule::isPair);
        Map<String, Origin> origins = new LinkedHashMap<>();
        SIGNS.stream()
                .filter(sign -> sign.isFor(families) && (pairs || !sign.besidePairs()))
                .forEach(sign -> evidence(sign, checkpoint, tensors).ifPresent(found ->
                        origins.putIfAbsent(sign.id(), new Origin(sign.id(), Message.of("inspection.origin." + sign.id(), found)))));
        return List.copyOf(origins.values());
    }

    private static Optional<String> evidence(Sign sign, Checkpoint checkpoint, List<Seen> tensors) {
        return sign.inMetadata(checkpoint.metadata())
                .or(() -> tensors.stream().filter(sign::isSeenIn).findFirst().map(tensor -> tensor.info().name()));
    }
}
