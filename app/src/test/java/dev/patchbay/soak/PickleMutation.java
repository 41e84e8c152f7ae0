package dev.patchbay.soak;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes a pickle by its instructions: they are left out, doubled, exchanged, given other arguments, and strangers are put between. */
final class PickleMutation {

    private static final List<String> STRANGERS = List.of(
            "(", ")", "]", "}", "0", "1", "2", "N", "a", "b", "d", "e", "l", "o", "R", "s", "t", "u", "Q", ".",
            "\u0081", "\u0085", "\u0086", "\u0087", "\u0088", "\u0090", "\u0093",
            "cos\nsystem\n", "cbuiltins\neval\n", "cx\ny\n", "V" + "a".repeat(50) + "\n", "I999999999999\n",
            "L1" + "0".repeat(3_000) + "L\n", "\u008a\u00ff" + "\u007f".repeat(255), "j\u00ff\u00ff\u00ff\u007f", "h\u0001", "K\u0001",
            "J\u00ff\u00ff\u00ff\u00ff", "X\u00ff\u00ff\u00ff\u007f", "B\u00ff\u00ff\u00ff\u00ff", "\u0095" + "\u00ff".repeat(8),
            "(".repeat(4_000), "]".repeat(4_000), ")\u0085\u0085\u0085\u0085", "2t2t2t2t");

    private final Random random;
    private final Cases cases;

    PickleMutation(Random random) {
        this.random = random;
        this.cases = new Cases(random);
    }

    byte[] of(byte[] pickle) {
        List<byte[]> instructions = instructions(pickle);
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            change(instructions);
        }
        int length = instructions.stream().mapToInt(one -> one.length).sum();
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] one : instructions) {
            System.arraycopy(one, 0, joined, at, one.length);
            at += one.length;
        }
        return random.nextInt(10) == 0 ? cases.spoilt(joined) : joined;
    }

    private void change(List<byte[]> instructions) {
        int at = random.nextInt(instructions.size());
        int length = Math.min(instructions.size() - at, 1 + random.nextInt(12));
        switch (random.nextInt(6)) {
            case 0 -> instructions.subList(at, at + length).clear();
            case 1 -> {
                List<byte[]> copy = List.copyOf(instructions.subList(at, at + length));
                int times = random.nextInt(8) == 0 ? 2_000 : 1 + random.nextInt(4);
                for (int i = 0; i < times; i++) {
                    instructions.addAll(at, copy);
                }
            }
            case 2 -> instructions.set(at, instructions.get(random.nextInt(instructions.size())));
            case 3, 4 -> {
                String stranger = STRANGERS.get(random.nextInt(STRANGERS.size()));
                instructions.add(at, stranger.getBytes(StandardCharsets.ISO_8859_1));
            }
            default -> {
                byte[] changed = instructions.get(at).clone();
                if (changed.length > 1) {
                    Cases.put(changed, 1, Math.min(8, changed.length - 1), cases.number());
                }
                instructions.set(at, changed);
            }
        }
        if (instructions.isEmpty()) {
            instructions.add(new byte[] {'.'});
        }
    }

    /** The pickle cut before each instruction. */
    private static List<byte[]> instructions(byte[] pickle) {
        List<byte[]> found = new ArrayList<>();
        int at = 0;
        while (at < pickle.length) {
            int end = Math.clamp((long) at + length(pickle, at), at + 1, pickle.length);
            found.add(Arrays.copyOfRange(pickle, at, end));
            at = end;
        }
        return found;
    }

    private static int length(byte[] pickle, int at) {
        char code = (char) (pickle[at] & 0xff);
        return switch (code) {
            case '\u0080', 'K', 'h', 'q', '\u0082' -> 2;
            case 'M', '\u0083' -> 3;
            case 'J', 'j', 'r', '\u0084' -> 5;
            case 'G', '\u0095' -> 9;
            case 'U', 'C', '\u008c', '\u008a' -> 2 + at(pickle, at + 1);
            case 'X', 'T', 'B', '\u008b' -> 5 + at(pickle, at + 1) + (at(pickle, at + 2) << 8);
            case 'c', 'i' -> line(pickle, line(pickle, at)) - at;
            case 'I', 'L', 'F', 'V', 'S', 'P', 'g', 'p' -> line(pickle, at) - at;
            default -> 1;
        };
    }

    private static int at(byte[] bytes, int place) {
        return place < bytes.length ? bytes[place] & 0xff : 0;
    }

    private static int line(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }
}
