package dev.patchbay.checkpoint.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proxy that {@code HTTPS_PROXY} or {@code ALL_PROXY} names, except for hosts of {@code NO_PROXY}; else the one that Java knows. */
final class EnvironmentProxies extends ProxySelector {

    private static final int USUAL_PORT = 8080;

    private final Proxy proxy;
    private final List<String> without;

    private EnvironmentProxies(Proxy proxy, List<String> without) {
        this.proxy = proxy;
        this.without = without;
    }

    static ProxySelector of(Map<String, String> environment) {
        Optional<URI> named = variable(environment, "https_proxy")
                .or(() -> variable(environment, "all_proxy"))
                .flatMap(EnvironmentProxies::address);
        ProxySelector java = Optional.ofNullable(ProxySelector.getDefault()).orElseGet(() -> ProxySelector.of(null));
        if (named.isEmpty() || System.getProperty("https.proxyHost") != null) {
            return java;
        }
        int port = named.get().getPort() < 0 ? USUAL_PORT : named.get().getPort();
        List<String> without = variable(environment, "no_proxy")
                .map(hosts -> List.of(hosts.toLowerCase(Locale.ROOT).split("[\\s,]+")))
                .orElse(List.of());
        return new EnvironmentProxies(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(named.get().getHost(), port)), without);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(URI.create(text.contains("://") ? text : "http://" + text)).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Proxy> select(@Nullable URI uri) {
        String host = uri == null || uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        boolean own = host.equals("localhost") || host.startsWith("127.");
        boolean left = own || without.stream().map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                .anyMatch(entry -> entry.equals("*") || !entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry)));
        return List.of(left ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException problem) {
        // The request fails with a sentence of its own.
    }
}
