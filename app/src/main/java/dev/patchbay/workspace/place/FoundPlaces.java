package dev.patchbay.workspace.place;

import java.util.List;

/**
 * What was found on this machine.
 *
 * @param places by source and name
 * @param complete false if there was more than anybody looks through, and the rest was left out
 */
public record FoundPlaces(List<CheckpointPlace> places, boolean complete) {

    public static final FoundPlaces NONE = new FoundPlaces(List.of(), true);

    public FoundPlaces {
        places = List.copyOf(places);
    }

    /** Those of one kind and source. */
    public List<CheckpointPlace> of(PlaceKind kind, PlaceSource source) {
        return places.stream().filter(place -> place.kind() == kind && place.source() == source).toList();
    }
}
