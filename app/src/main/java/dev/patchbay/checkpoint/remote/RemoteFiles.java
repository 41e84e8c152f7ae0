package dev.patchbay.checkpoint.remote;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks servers for parts of files.
 *
 * <p>A server may be slow, broken or hostile. No answer is awaited for longer than half a minute; what is read of one is bounded by the
 * caller and by a minute and a rate. Redirections are followed here, ten at most, since the token of a person must reach the Hub alone and
 * no address of a network without encryption: only this machine itself and a mirror that {@code HF_ENDPOINT} names may be asked so.
 */
public final class RemoteFiles {

    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final int MOST_REDIRECTIONS = 10;

    /** Bytes of values that are read from one process; who needs more downloads the file. */
    private static final long MOST_VALUES = 4L << 30;

    private final RemoteAccess access;
    private final Duration wait;
    private final AtomicLong values = new AtomicLong();
    private @Nullable HttpClient client;

    public RemoteFiles(RemoteAccess access) {
        this(access, WAIT);
    }

    /** @param wait for an answer to begin; a part may take twice as long and a second for each 20 kB */
    RemoteFiles(RemoteAccess access, Duration wait) {
        this.access = access;
        this.wait = wait;
    }

    URI hub() {
        return access.hub();
    }

    /** Made when it is needed: most runs ask nobody. */
    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .connectTimeout(wait)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(EnvironmentProxies.of(access.environment()))
                    .build();
            client = made;
        }
        return made;
    }

    /** Counts values that are about to be read. */
    void count(RemoteAddress address, long bytes) throws CheckpointException {
        if (values.addAndGet(bytes) > MOST_VALUES) {
            throw new CheckpointException(Message.of("checkpoint.remote.tooMuch", address.text(), MOST_VALUES));
        }
    }

    /**
     * A part of a file, or where the server does not know parts, the file from its beginning.
     *
     * @param address for messages
     * @param from first byte
     * @param length of the part, at least 1; a shorter file has less
     * @throws CheckpointException if there is no such file, or it needs permission, or the server cannot be used
     * @throws IOException if the connection breaks; worth another try
     */
    RemotePart part(RemoteAddress address, URI uri, long from, long length) throws IOException {
        return ask(address, uri, Optional.of("bytes=" + from + "-" + (from + length - 1)));
    }

    /** A whole answer, such as a list of files. */
    RemotePart whole(RemoteAddress address, URI uri) throws IOException {
        return ask(address, uri, Optional.empty());
    }

    private RemotePart ask(RemoteAddress address, URI first, Optional<String> range) throws IOException {
        if (access.offline()) {
            throw new CheckpointException(Message.of("checkpoint.remote.offline", address.text()));
        }
        URI uri = first;
        for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
            HttpResponse<InputStream> answer = send(address, uri, range);
            int status = answer.statusCode();
            if (status / 100 == 2) {
                return new RemotePart(answer, wait);
            }
            answer.body().close();
            Optional<String> location = answer.headers().firstValue("Location");
            if (status / 100 != 3 || location.isEmpty()) {
                throw refused(address, uri, status);
            }
            uri = next(address, uri, location.get());
        }
        throw new CheckpointException(Message.of("checkpoint.remote.circle", address.text(), MOST_REDIRECTIONS));
    }

    private HttpResponse<InputStream> send(RemoteAddress address, URI uri, Optional<String> range) throws IOException {
        if (!isAllowed(uri)) {
            throw new CheckpointException(Message.of("checkpoint.remote.open", address.text(), String.valueOf(uri.getHost())));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(wait).header("User-Agent", "patchbay");
        range.ifPresent(part -> request.header("Range", part));
        if (isHub(uri)) {
            access.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        try {
            return client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** For a connection that could not be made. */
    static IOException unreachable(RemoteAddress address, URI uri, IOException problem) {
        if (problem instanceof ExplainedException) {
            return problem;
        }
        Message sentence = Message.of("checkpoint.remote.unreachable", address.text(), String.valueOf(uri.getHost()), Reason.of(problem));
        return new CheckpointException(sentence, problem);
    }

    private boolean isHub(URI uri) {
        return uri.getHost().equalsIgnoreCase(access.hub().getHost()) && uri.getPort() == access.hub().getPort();
    }

    private boolean isAllowed(URI uri) {
        if (uri.getHost() == null) {
            return false;
        }
        boolean own = uri.getHost().equals("localhost") || uri.getHost().startsWith("127.") || uri.getHost().equals("[::1]");
        return "https".equalsIgnoreCase(uri.getScheme())
                || "http".equalsIgnoreCase(uri.getScheme()) && (own || isHub(uri) && access.hub().getScheme().equalsIgnoreCase("http"));
    }

    private static URI next(RemoteAddress address, URI uri, String location) throws CheckpointException {
        try {
            return uri.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(Message.of("checkpoint.remote.answer", address.text(), 300), e);
        }
    }

    private ExplainedException refused(RemoteAddress address, URI uri, int status) {
        boolean login = status == 401 || status == 403;
        String key = login && access.token().isEmpty() ? "login" : login ? "denied" : status == 404 || status == 410 ? "missing" : "answer";
        return status == 404 || status == 410 || address.isInHub() && login
                ? new MissingRemoteException(Message.of("checkpoint.remote." + key, address.text(), status))
                : new CheckpointException(Message.of("checkpoint.remote." + key, address.text(), status, String.valueOf(uri.getHost())));
    }
}
