package dev.patchbay.export;

import dev.patchbay.files.WholeOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that has begun to write a file, says so, and goes on when its standard input ends. */
public final class WaitingExport {

    public static final String TEXT = "from the other process";

    private WaitingExport() {}

    public static void main(String[] arguments) throws Exception {
        WholeOutput.file(Path.of(arguments[0]), true).write(1, draft -> draft.write("", channel -> {
            channel.write(ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.UTF_8)));
            System.out.write('.');
            System.out.flush();
            while (System.in.read() >= 0) {
                // only the end counts
            }
        }), written -> written);
    }
}
