package dev.patchbay.checkpoint.pickle;

import dev.patchbay.checkpoint.CheckpointException;
import java.math.BigInteger;
import java.util.List;

/**
 * Bounds the memory of everything that a pickle makes: an instruction of one byte can make an object of a hundred. What is made is counted
 * and never given back, in bytes of a 64-bit JVM with compressed references, rounded up.
 */
final class PickleBudget {

    /** Files have a few megabytes; 256 MiB are room for half a million tensors. */
    static final long MOST_BYTES = 1L << 28;

    private static final long SLOT = 8;
    private static final long NUMBER = 24;
    private static final long TEXT = 48;
    private static final long CONTAINER = 64;
    private static final long ENTRY = 72;
    /** A tensor or storage with its lists of sizes, or what a reader made of a call. */
    private static final long DESCRIPTION = 300;

    private final PickleInput input;
    private long left = MOST_BYTES;

    PickleBudget(PickleInput input) {
        this.input = input;
    }

    /** A new value on the stack. */
    void made(Object value) throws CheckpointException {
        spend(SLOT + bytes(value));
    }

    /** One more reference to a value that is there. */
    void again() throws CheckpointException {
        spend(SLOT);
    }

    void elements(List<Object> added) throws CheckpointException {
        spend(SLOT * added.size());
    }

    void entries(List<Object> keysAndValues) throws CheckpointException {
        spend(CONTAINER + ENTRY * keysAndValues.size() / 2);
    }

    /** An entry of the memo. */
    void remembered() throws CheckpointException {
        spend(ENTRY);
    }

    private static long bytes(Object value) {
        return switch (value) {
            case Boolean _, PickleNone _ -> 0;
            case Long _, Double _ -> NUMBER;
            case BigInteger big -> CONTAINER + big.bitLength() / Byte.SIZE;
            case String text -> TEXT + 2L * text.length();
            case PickleGlobal global -> 3 * ENTRY + 2L * (global.module().length() + global.name().length());
            case PickleTuple tuple -> CONTAINER + SLOT * tuple.elements().size();
            case PickleList _, PickleDict _, PickleBytes _ -> CONTAINER;
            case PickleObject object -> 2 * CONTAINER + SLOT * object.arguments().size();
            default -> DESCRIPTION;
        };
    }

    private void spend(long bytes) throws CheckpointException {
        left -= bytes;
        if (left < 0) {
            throw input.fault("checkpoint.pickle.memory", MOST_BYTES);
        }
    }
}
