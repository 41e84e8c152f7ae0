package dev.patchbay.gpu;

import dev.patchbay.message.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.repository.AuthenticationSelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/**
 * What a person's Maven settings say about a repository: the mirror to use in its place, the proxy on the way, name and password. Passwords
 * that Maven has encrypted are not understood; they are sent as they are.
 *
 * @param file {@code ~/.m2/settings.xml}; need not exist
 */
record MavenSettings(Path file) {

    /** @throws GpuException if the file cannot be read as settings */
    RemoteRepository apply(RemoteRepository wanted) throws GpuException {
        Settings settings = read();
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            mirrors.add(
                    mirror.getId(), mirror.getUrl(), mirror.getLayout(), false, mirror.isBlocked(), mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        RemoteRepository mirror = mirrors.getMirror(wanted);
        RemoteRepository used = mirror == null ? wanted : mirror;
        if (used.isBlocked()) {
            throw new GpuException(Message.of("gpu.mirrorBlocked", used.getId(), file));
        }
        return new RemoteRepository.Builder(used)
                .setAuthentication(authentication(settings).getAuthentication(used))
                .setProxy(proxies(settings).getProxy(used))
                .build();
    }

    private Settings read() throws GpuException {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setSystemProperties(System.getProperties());
        if (Files.exists(file)) {
            request.setUserSettingsFile(file.toFile());
        }
        try {
            return new DefaultSettingsBuilderFactory().newInstance().build(request).getEffectiveSettings();
        } catch (SettingsBuildingException e) {
            throw new GpuException(Message.of("gpu.settings", file), e);
        }
    }

    private static AuthenticationSelector authentication(Settings settings) {
        DefaultAuthenticationSelector selector = new DefaultAuthenticationSelector();
        for (Server server : settings.getServers()) {
            selector.add(server.getId(), new AuthenticationBuilder()
                    .addUsername(server.getUsername())
                    .addPassword(server.getPassword())
                    .build());
        }
        return selector;
    }

    private static DefaultProxySelector proxies(Settings settings) {
        DefaultProxySelector selector = new DefaultProxySelector();
        for (Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                AuthenticationBuilder login = new AuthenticationBuilder().addUsername(proxy.getUsername()).addPassword(proxy.getPassword());
                selector.add(
                        new org.eclipse.aether.repository.Proxy(proxy.getProtocol(), proxy.getHost(), proxy.getPort(), login.build()),
                        proxy.getNonProxyHosts());
            }
        }
        return selector;
    }
}
