package dev.patchbay.checkpoint.remote;

import dev.patchbay.task.BackgroundThread;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer whose bytes are still to be read. The stream ends by itself when they take longer than anybody would wait. */
final class RemotePart implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final int PARTIAL = 206;

    /** Bytes a second of an answer that is awaited. */
    private static final long SLOWEST = 20_000;

    private final HttpResponse<InputStream> answer;
    private final Duration wait;

    RemotePart(HttpResponse<InputStream> answer, Duration wait) {
        this.answer = answer;
        this.wait = wait;
    }

    /** A number of the range that the answer says it has. */
    private OptionalLong number(int group) {
        Optional<Matcher> range = answer.headers().firstValue("Content-Range").map(RANGE::matcher).filter(Matcher::matches);
        return range.isPresent() ? OptionalLong.of(Long.parseLong(range.get().group(group))) : OptionalLong.empty();
    }

    /** First byte of the file that comes; empty if the answer does not say so. */
    OptionalLong from() {
        return isPart() ? number(1) : OptionalLong.of(0);
    }

    /** Bytes of the whole file; empty if the answer does not say so. */
    OptionalLong total() {
        return isPart() ? number(3) : answer.headers().firstValueAsLong("Content-Length");
    }

    /** True if the server sends parts of files. */
    private boolean isPart() {
        return answer.statusCode() == PARTIAL;
    }

    /** What tells versions of the file apart; empty if the server says nothing. */
    String version() {
        return answer.headers().firstValue("ETag").orElse("");
    }

    /**
     * Reads what is there.
     *
     * @return bytes that came, fewer than asked for if the answer ends before
     * @throws IOException if the connection breaks or is too slow; {@code target} has what came before
     */
    int read(byte[] target, int at, int length, Progress progress) throws IOException {
        Duration patience = wait.multipliedBy(2).plusSeconds(length / SLOWEST);
        Thread watch = BackgroundThread.start("slow-answer", () -> {
            try {
                Thread.sleep(patience);
                answer.body().close();
            } catch (InterruptedException inTime) {
                Thread.currentThread().interrupt();
            } catch (IOException closedAlready) {
                Thread.currentThread().interrupt();
            }
        });
        int read = 0;
        try {
            while (read < length) {
                int some = answer.body().read(target, at + read, length - read);
                if (some < 0) {
                    break;
                }
                read += some;
                progress.came(some);
            }
            return read;
        } finally {
            watch.interrupt();
        }
    }

    /** As many of these bytes as come before the connection breaks. */
    byte[] first(int length) {
        byte[] bytes = new byte[length];
        int[] got = {0};
        try {
            read(bytes, 0, length, some -> got[0] += some);
        } catch (IOException broken) {
            // The rest is asked for when it is needed.
            return Arrays.copyOf(bytes, got[0]);
        }
        return Arrays.copyOf(bytes, got[0]);
    }

    /** The whole answer. @throws EOFException if there is more than {@code most} */
    byte[] all(int most) throws IOException {
        byte[] bytes = new byte[most + 1];
        int read = read(bytes, 0, bytes.length, some -> { });
        if (read > most) {
            throw new EOFException();
        }
        return Arrays.copyOf(bytes, read);
    }

    @Override
    public void close() throws IOException {
        answer.body().close();
    }

    /** Hears of bytes that came. */
    @FunctionalInterface
    interface Progress {

        void came(int bytes);
    }
}
