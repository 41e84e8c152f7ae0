package dev.patchbay.inspection.origin;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.message.Message;
import java.util.List;
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

    /** @param family of the base: some signs mean something in some families only */
    public static List<Origin> of(Checkpoint checkpoint, String family) {
        return SIGNS.stream()
                .filter(sign -> sign.families().isEmpty() || sign.families().contains(family))
                .flatMap(sign -> evidence(sign, checkpoint)
                        .map(found -> new Origin(sign.id(), Message.of("inspection.origin." + sign.id(), found)))
                        .stream())
                .toList();
    }

    private static Optional<String> evidence(Sign sign, Checkpoint checkpoint) {
        return sign.inMetadata(checkpoint.metadata())
                .or(() -> checkpoint.infos().stream().filter(sign::isSeenIn).findFirst().map(info -> info.name()));
    }
}
