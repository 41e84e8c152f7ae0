package dev.patchbay.gpu;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small repository on this machine with libraries that are none, which breaks as its fields say. */
public final class GpuRepository implements AutoCloseable {

    static final String NATIVES = "/org/natives/1/natives-1-here.jar";
    static final String ENGINE = "/org/engine/1/engine-1.jar";

    final Map<String, byte[]> files = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final byte[] library = new byte[300_000];
    final HttpServer server;
    GpuLibraries libraries;
    String secret = "";
    int breakAt = Integer.MAX_VALUE;
    boolean ranges = true;

    public GpuRepository() {
        new Random(1).nextBytes(library);
        try {
            files.put(NATIVES, jar("here/libtorch.so", library));
            files.put(ENGINE, jar("Engine.class", new byte[] {1, 2, 3}));
            libraries = libraries(files.get(NATIVES), files.get(ENGINE));
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its libraries for a folder {@code gpu} in this one. */
    public GpuInstallation installation(Path folder) {
        MavenSource source = new MavenSource(folder.resolve("settings.xml"), url());
        return new GpuInstallation(libraries, new GpuFolder(folder.resolve("gpu")), source);
    }

    /** From now on nothing can be fetched. */
    @Override
    public void close() {
        server.stop(0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
        asked.add(exchange.getRequestURI().getPath() + " " + range);
        byte[] whole = files.get(exchange.getRequestURI().getPath());
        if (!secret.isEmpty() && !secret.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"mirror\"");
            exchange.sendResponseHeaders(401, -1);
        } else if (whole == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            boolean part = ranges && range.startsWith("bytes=");
            int from = part ? Integer.parseInt(range.substring(6, range.indexOf('-'))) : 0;
            if (part) {
                exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (whole.length - 1) + "/" + whole.length);
            }
            exchange.sendResponseHeaders(part ? 206 : 200, whole.length - from);
            exchange.getResponseBody().write(whole, from, Math.min(whole.length - from, breakAt));
        }
        exchange.close();
    }

    private static byte[] jar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : List.of("META-INF/notes.txt", name)) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(content);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static GpuLibraries libraries(byte[] natives, byte[] engine) throws Exception {
        List<GpuArtifact> artifacts = List.of(
                new GpuArtifact("org", "natives", "1", "here", natives.length, sha256(natives), "here/"),
                new GpuArtifact("org", "engine", "1", "", engine.length, sha256(engine), ""));
        return new GpuLibraries(
                "here", "2.5.1", "cu124", "12.4", "525", "cards", "licence", 600_000, artifacts, Pattern.compile("engine-.*\\.jar"));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
