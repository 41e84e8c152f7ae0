package dev.patchbay.generation;

/**
 * What a published model takes of this machine for a clip of the size its authors recommend.
 *
 * @param name {@code cogvideox-2b}
 * @param disk bytes of its files as they are published
 * @param memory least bytes of main memory for clips on the processor, with all that can come block by block coming so
 * @param card least bytes of a card's memory, likewise
 * @param free bytes of main memory that a run may take now
 */
public record ModelNeeds(String name, long disk, long memory, long card, long free) {

    /** True if the memory is enough for clips on the processor. */
    public boolean fitsMemory() {
        return memory <= free;
    }
}
