package dev.patchbay.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.TestOpener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pickle of ten to fifty megabytes can make gigabytes; it is read or refused with a sentence in a JVM of 512 MB, whatever it makes. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PickleMemoryTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int BYTES = 43 * MEGABYTE;

    @TempDir
    private Path folder;

    /** What is repeated, by what it makes the most of. */
    private static Map<String, byte[]> bombs() {
        Map<String, byte[]> bombs = new LinkedHashMap<>();
        bombs.put("lists", bytes("]a"));
        bombs.put("dicts", bytes("}a"));
        bombs.put("tuples", bytes(")\u0085\u0085\u0085a"));
        bombs.put("objects", bytes("h\0)Ra"));
        bombs.put("objects with state", bytes("h\0)R}ba"));
        bombs.put("classes", bytes("cx\ny\na"));
        bombs.put("texts", bytes("\u008c\1xa"));
        bombs.put("long texts", bytes("T\u0000\u0000\u0010\u0000" + "x".repeat(MEGABYTE) + "a"));
        bombs.put("numbers", bytes("G01234567a"));
        bombs.put("memo", bytes("K\1\u0094a"));
        bombs.put("frames of the stack", bytes("("));
        bombs.put("values of the stack", bytes("}"));
        bombs.put("ordered dicts", bytes("h\1)Ra"));
        return bombs;
    }

    private static byte[] bytes(String instructions) {
        return instructions.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] pickle(byte[] repeated) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(BYTES + repeated.length + 100);
        out.writeBytes(bytes("\u0080\4cevil\nCall\nq\0ccollections\nOrderedDict\nq\0010]"));
        while (out.size() < BYTES) {
            out.writeBytes(repeated);
        }
        out.write('.');
        return out.toByteArray();
    }

    @Test
    void noPickleUnderFiftyMegabytesNeedsMoreThanHalfAGigabyte() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), OpenEach.class.getName(), folder.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("refused: "))).as(said).hasSize(bombs().size());
    }

    /** The process that is watched: makes and opens every file and says what came of it. */
    static final class OpenEach {

        private OpenEach() {}

        public static void main(String[] folder) throws IOException {
            for (Map.Entry<String, byte[]> bomb : bombs().entrySet()) {
                Path file = Files.write(Path.of(folder[0], "bomb.pt"), pickle(bomb.getValue()));
                try {
                    TestOpener.OPENER.open(file).close();
                    System.out.println("opened: " + bomb.getKey());
                } catch (CheckpointException e) {
                    System.out.println("refused: " + bomb.getKey() + ": " + e.getMessage());
                }
                Files.delete(file);
            }
        }
    }
}
