package dev.patchbay.checkpoint.pickle;

import dev.patchbay.checkpoint.CheckpointException;
import java.math.BigInteger;

/** Decodes the instructions for numbers of variable length or in text form. */
final class PickleNumbers {

    /** Longest integer, in bytes or decimal digits: longer than any hash or random state, and still quick to convert. */
    private static final int LONGEST = 1_000;

    private PickleNumbers() {}

    /** A two's complement number of this many little-endian bytes: {@link Long} where it fits, else {@link BigInteger}. */
    static Object littleEndian(PickleInput input, int length) throws CheckpointException {
        if (length > LONGEST) {
            throw input.fault("checkpoint.pickle.badInstruction");
        }
        byte[] bytes = input.bytes(length);
        for (int low = 0, high = bytes.length - 1; low < high; low++, high--) {
            byte swap = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = swap;
        }
        return bytes.length == 0 ? (Object) 0L : simplest(new BigInteger(bytes));
    }

    /** A line with {@code 00} or {@code 01} (false, true), or with digits. */
    static Object integerLine(PickleInput input) throws CheckpointException {
        String line = input.line();
        return switch (line) {
            case "00" -> false;
            case "01" -> true;
            default -> decimal(input, line);
        };
    }

    /** A line with digits, followed by {@code L} if Python 2 wrote it. */
    static Object longLine(PickleInput input) throws CheckpointException {
        String line = input.line();
        return decimal(input, line.endsWith("L") ? line.substring(0, line.length() - 1) : line);
    }

    static Double floatLine(PickleInput input) throws CheckpointException {
        String line = input.line();
        return switch (line) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> {
                try {
                    yield Double.valueOf(line);
                } catch (NumberFormatException e) {
                    throw input.fault("checkpoint.pickle.badInstruction");
                }
            }
        };
    }

    /** A line with a memo number. */
    static long memoLine(PickleInput input) throws CheckpointException {
        if (decimal(input, input.line()) instanceof Long number && number >= 0) {
            return number;
        }
        throw input.fault("checkpoint.pickle.badInstruction");
    }

    private static Object decimal(PickleInput input, String digits) throws CheckpointException {
        if (digits.length() > LONGEST) {
            throw input.fault("checkpoint.pickle.badInstruction");
        }
        try {
            return simplest(new BigInteger(digits));
        } catch (NumberFormatException e) {
            throw input.fault("checkpoint.pickle.badInstruction");
        }
    }

    private static Object simplest(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }
}
