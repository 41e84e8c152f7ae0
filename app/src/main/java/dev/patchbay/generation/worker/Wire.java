package dev.patchbay.generation.worker;

import dev.patchbay.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * One end of the pipe between Patchbay and a worker.
 *
 * <p>A message is {@code ␞PATCHBAY llllllll cccccccc bbbbbbbbbbbbbbbb dddddddd {json}⏎}: length and CRC-32C of the JSON, number and CRC-32C
 * of the bytes that follow the line, all in hexadecimal. Everything else on the pipe, such as the greeting of a login shell or what a
 * library prints, is passed over; its end is kept for {@link #noise}. A message that was damaged on the way ends the connection.
 *
 * <p>Any thread may write; one thread reads.
 */
final class Wire implements Closeable {

    /** Changes with every change of {@link WireMessage}. */
    static final int PROTOCOL = 4;

    private static final byte[] MAGIC = "\u001ePATCHBAY ".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 8 + 1 + 8 + 1 + 16 + 1 + 8 + 1;
    private static final int LONGEST_LINE = 256 << 20;
    private static final HexFormat HEX = HexFormat.of();

    private final PushbackInputStream in;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private final OutputTail noise = new OutputTail();

    Wire(InputStream in, OutputStream out) {
        this.in = new PushbackInputStream(in, HEADER);
        this.out = out;
    }

    /** A message and the bytes behind it, which have to be read to their end before the next message. */
    record Received(WireMessage message, WireBytes bytes) {}

    /** The last lines that were no messages. */
    OutputTail noise() {
        return noise;
    }

    void write(WireMessage message) throws IOException {
        write(message, WireBody.NONE);
    }

    void write(WireMessage message, WireBody body) throws IOException {
        byte[] json = WireCodec.write(message);
        String header = HEX.toHexDigits(json.length) + " " + HEX.toHexDigits((int) checksum(json)) + " "
                + HEX.toHexDigits(body.size()) + " " + HEX.toHexDigits((int) body.checksum()) + " ";
        writing.lock();
        try {
            out.write(MAGIC);
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            out.write(json);
            out.write('\n');
            body.writeTo(out);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    /**
     * Waits for the next message.
     *
     * @return empty if the other side has closed the pipe between two messages
     * @throws IOException if it closed inside one, or the message was damaged
     */
    Optional<Received> read() throws IOException {
        while (findMagic()) {
            byte[] header = in.readNBytes(HEADER);
            Optional<Lengths> lengths = Lengths.parse(header);
            if (lengths.isPresent()) {
                return Optional.of(message(lengths.get()));
            }
            if (header.length < HEADER) {
                throw halfMessage();
            }
            in.unread(header);
        }
        return Optional.empty();
    }

    private Received message(Lengths lengths) throws IOException {
        byte[] json = in.readNBytes(lengths.json);
        if (json.length < lengths.json || in.read() < 0) {
            throw halfMessage();
        }
        if (checksum(json) != lengths.jsonSum) {
            throw new WorkerException(Message.of("worker.damaged", "CRC-32C"));
        }
        return new Received(WireCodec.read(json), new WireBytes(in, lengths.bytes, lengths.bytesSum));
    }

    static WorkerException halfMessage() {
        return new WorkerException(Message.of("worker.halfMessage"));
    }

    /** Reads up to the end of the next magic word; false at the end of the stream. Its first byte occurs only once in it. */
    private boolean findMagic() throws IOException {
        int matched = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == MAGIC[matched]) {
                matched++;
                if (matched == MAGIC.length) {
                    return true;
                }
            } else {
                for (int i = 0; i < matched; i++) {
                    noise.add(MAGIC[i]);
                }
                matched = next == MAGIC[0] ? 1 : 0;
                if (matched == 0) {
                    noise.add((byte) next);
                }
            }
        }
        return false;
    }

    private static long checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return sum.getValue();
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            in.close();
        }
    }

    private record Lengths(int json, long jsonSum, long bytes, long bytesSum) {

        static Optional<Lengths> parse(byte[] header) {
            String[] fields = new String(header, StandardCharsets.ISO_8859_1).split(" ", -1);
            try {
                Lengths read = new Lengths(
                        HexFormat.fromHexDigits(fields[0]), HexFormat.fromHexDigitsToLong(fields[1]),
                        HexFormat.fromHexDigitsToLong(fields[2]), HexFormat.fromHexDigitsToLong(fields[3]));
                boolean sane = fields.length == 5 && read.json >= 2 && read.json <= LONGEST_LINE && read.bytes >= 0;
                return sane ? Optional.of(read) : Optional.empty();
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException noHeader) {
                return Optional.empty();
            }
        }
    }
}
