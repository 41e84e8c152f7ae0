package dev.patchbay.gpu;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import org.apache.http.HttpHost;
import org.apache.http.HttpStatus;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Maven Central, or what a person's Maven settings put in its place. Resolver decides on mirror, proxy and login; the transfer itself is
 * made with the HTTP client that Resolver uses, because its own transport throws a broken-off file away.
 */
public final class MavenSource {

    private static final String CENTRAL = "https://repo.maven.apache.org/maven2/";
    private static final int CHUNK = 1 << 16;
    private static final int CONNECT_MILLIS = 15_000;
    private static final int SILENCE_MILLIS = 60_000;

    private final MavenSettings settings;
    private final RemoteRepository repository;

    /** @param settings {@code ~/.m2/settings.xml}; need not exist */
    public MavenSource(Path settings) {
        this(settings, CENTRAL);
    }

    MavenSource(Path settings, String url) {
        this.settings = new MavenSettings(settings);
        this.repository = new RemoteRepository.Builder("central", "default", url).build();
    }

    /**
     * Fetches a file, or the rest of it if a part is there already.
     *
     * @param part holds what was fetched so far; stays when the transfer breaks off
     * @param progress receives the bytes of this file that are there
     * @throws GpuException if the repository cannot be reached, has no such file, or breaks off
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    void fetch(GpuArtifact artifact, Path part, LongConsumer progress, Cancellation cancellation) throws IOException {
        RemoteRepository used = settings.apply(repository);
        Files.createDirectories(part.toAbsolutePath().getParent());
        URI address = URI.create(used.getUrl().replaceFirst("/*$", "/") + artifact.path());
        try {
            if (used.getProtocol().equalsIgnoreCase("file")) {
                copy(RegularFiles.stream(Path.of(address)), part, 0, progress, cancellation);
            } else {
                get(used, address, part, progress, cancellation);
            }
        } catch (IOException e) {
            throw new GpuException(Message.of("gpu.broken", artifact.fileName(), used.getUrl(), Reason.of(e)), e);
        }
    }

    private static void get(RemoteRepository used, URI address, Path part, LongConsumer progress, Cancellation cancellation)
            throws IOException {
        long present = Files.exists(part) ? Files.size(part) : 0;
        HttpGet get = new HttpGet(address);
        if (present > 0) {
            get.setHeader("Range", "bytes=" + present + "-");
        }
        try (CloseableHttpClient client = client(used); CloseableHttpResponse response = client.execute(get)) {
            int status = response.getStatusLine().getStatusCode();
            if (status != HttpStatus.SC_OK && status != HttpStatus.SC_PARTIAL_CONTENT) {
                throw new GpuException(Message.of("gpu.status", status));
            }
            long from = status == HttpStatus.SC_PARTIAL_CONTENT ? present : 0;
            copy(response.getEntity().getContent(), part, from, progress, cancellation);
        }
    }

    /** @param from bytes of the part that stay; 0 starts it anew */
    private static void copy(InputStream content, Path part, long from, LongConsumer progress, Cancellation cancellation)
            throws IOException {
        StandardOpenOption how = from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        StandardOpenOption[] options = {StandardOpenOption.CREATE, StandardOpenOption.WRITE, how};
        try (InputStream in = content; OutputStream out = Files.newOutputStream(part, options)) {
            byte[] chunk = new byte[CHUNK];
            long done = from;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                out.write(chunk, 0, count);
                done += count;
                progress.accept(done);
                cancellation.check();
            }
        }
    }

    private static CloseableHttpClient client(RemoteRepository used) {
        RepositorySystemSession session = new DefaultRepositorySystemSession();
        BasicCredentialsProvider logins = new BasicCredentialsProvider();
        HttpClientBuilder builder = HttpClients.custom()
                .useSystemProperties()
                .disableContentCompression()
                .setDefaultCredentialsProvider(logins)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setSocketTimeout(SILENCE_MILLIS)
                        .build());
        logIn(logins, new AuthScope(used.getHost(), AuthScope.ANY_PORT), AuthenticationContext.forRepository(session, used));
        Proxy proxy = used.getProxy();
        if (proxy != null) {
            builder.setProxy(new HttpHost(proxy.getHost(), proxy.getPort(), proxy.getType()));
            logIn(logins, new AuthScope(proxy.getHost(), proxy.getPort()), AuthenticationContext.forProxy(session, used));
        }
        return builder.build();
    }

    private static void logIn(BasicCredentialsProvider logins, AuthScope where, @Nullable AuthenticationContext login) {
        if (login != null) {
            try (login) {
                String name = login.get(AuthenticationContext.USERNAME);
                if (name != null) {
                    logins.setCredentials(where, new UsernamePasswordCredentials(name, login.get(AuthenticationContext.PASSWORD)));
                }
            }
        }
    }
}
