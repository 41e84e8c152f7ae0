package dev.patchbay.workspace.place;

import java.util.List;

/**
 * The checkpoints found on this machine.
 *
 * @param places sorted by source and name
 * @param complete false if the search limit was reached
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
