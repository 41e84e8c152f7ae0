package dev.patchbay.checkpoint.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on this machine that behaves as the Hub does: files with ranges, lists of files; or does not, as a test wants. */
public final class HubServer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** Answers in place of the server. Returns true if it did. */
    @FunctionalInterface
    public interface Behaviour {

        boolean answer(HttpExchange exchange) throws IOException;
    }

    public HubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param path such as {@code /org/name/resolve/main/file} */
    public HubServer file(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    public HubServer behaviour(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
        return this;
    }

    /** Path, range and token of every request, in their order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String range = exchange.getRequestHeaders().getFirst("Range");
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(path + (range == null ? "" : " " + range) + (token == null ? "" : " " + token));
            Behaviour behaviour = behaviours.get(path);
            if (behaviour != null && behaviour.answer(exchange)) {
                return;
            }
            byte[] bytes = files.get(path);
            if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            send(exchange, bytes, Integer.MAX_VALUE);
        }
    }

    /** Sends the part that was asked for, or only so many bytes of it before the connection breaks. */
    public static void send(HttpExchange exchange, byte[] bytes, int most) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        exchange.getResponseHeaders().set("ETag", "\"" + bytes.length + "\"");
        int from = 0;
        int length = bytes.length;
        if (asked.matches()) {
            from = Integer.parseInt(asked.group(1));
            length = (int) Math.min(Long.parseLong(asked.group(2)) + 1, bytes.length) - from;
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (from + length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(asked.matches() ? 206 : 200, length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes, from, Math.min(length, most));
            if (length > most) {
                out.flush();
                throw new IOException("broken on purpose");
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
