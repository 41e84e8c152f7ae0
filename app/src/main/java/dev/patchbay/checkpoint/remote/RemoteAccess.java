package dev.patchbay.checkpoint.remote;

import dev.patchbay.files.reading.RegularFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the libraries of Hugging Face find in the environment: {@code HF_ENDPOINT}, {@code HF_HUB_OFFLINE}, and the token of
 * {@code HF_TOKEN}, {@code HF_TOKEN_PATH}, or the file that a login leaves in their cache.
 *
 * @param hub address of the Hub or of a mirror
 * @param environment variables
 * @param home the person's folder
 */
public record RemoteAccess(URI hub, Map<String, String> environment, Path home) {

    private static final String HUB = "https://huggingface.co";
    private static final int LONGEST_TOKEN = 1000;

    public static RemoteAccess of(Path home, Map<String, String> environment) {
        return new RemoteAccess(hub(environment.getOrDefault("HF_ENDPOINT", "")), Map.copyOf(environment), home);
    }

    private static URI hub(String endpoint) {
        try {
            URI uri = URI.create(endpoint.strip());
            return uri.getHost() != null ? uri : URI.create(HUB);
        } catch (IllegalArgumentException e) {
            return URI.create(HUB);
        }
    }

    /** True if a person has said that nothing may be fetched. */
    boolean offline() {
        return environment.getOrDefault("HF_HUB_OFFLINE", "").matches("(?i)1|true|yes|on");
    }

    /** Read at each call: somebody may log in meanwhile. */
    Optional<String> token() {
        return Optional.ofNullable(environment.get("HF_TOKEN")).map(String::strip).filter(text -> !text.isEmpty())
                .or(() -> tokenFile().flatMap(RemoteAccess::read));
    }

    private Optional<Path> tokenFile() {
        try {
            String file = environment.getOrDefault("HF_TOKEN_PATH", "");
            String folder = environment.getOrDefault("HF_HOME", "");
            String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
            Path own = !folder.isBlank() ? Path.of(folder)
                    : (caches.isBlank() ? home.resolve(".cache") : Path.of(caches)).resolve("huggingface");
            return Optional.of(file.isBlank() ? own.resolve("token") : Path.of(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_TOKEN) {
                return Optional.empty();
            }
            String token = RegularFiles.text(file).strip();
            boolean plain = !token.isEmpty() && token.chars().allMatch(letter -> letter > ' ' && letter < 127);
            return plain ? Optional.of(token) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
