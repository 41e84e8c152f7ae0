package dev.patchbay.checkpoint.remote;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.AddressText;
import dev.patchbay.message.Message;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a checkpoint lies on another machine: {@code hf://org/name[@revision][/file]}, a page of the same at huggingface.co, or the address
 * of a file. Everything that takes the path of a checkpoint takes {@link #path} too.
 *
 * @param repository {@code org/name} on the Hugging Face Hub; empty for the address of a file elsewhere
 * @param revision branch, tag or commit; {@code main} if none is said
 * @param file in the repository, or a folder of it; empty for the repository itself
 * @param url the whole address where it is none of the Hub
 */
public record RemoteAddress(String repository, String revision, String file, String url) {

    private static final Pattern SCHEME = Pattern.compile("(\\w+)://(.*)", Pattern.DOTALL);
    private static final Pattern HUB = Pattern.compile("([\\w.-]+/[\\w.-]+)(?:@(refs/[\\w.-]+/[\\w.-]+|[^/@]+))?(?:/(.*))?");
    private static final Pattern PAGE = Pattern.compile("(?:www\\.)?(?:huggingface\\.co|hf\\.co)/([\\w.-]+/[\\w.-]+)"
            + "(?:/(?:blob|resolve|tree)/([^/?#]+)(?:/([^?#]*))?)?/?(?:[?#].*)?");
    private static final String MAIN = "main";

    /** True if the text begins as an address does. */
    public static boolean isAddress(String text) {
        return AddressText.of(text).isPresent();
    }

    /** True for {@link #path} of any address. */
    public static boolean isAddress(Path path) {
        return AddressText.of(path).isPresent();
    }

    /** @throws CheckpointException if it begins as an address but is none */
    public static RemoteAddress of(Path path) throws CheckpointException {
        return of(AddressText.shown(path));
    }

    /** @throws CheckpointException if it begins as an address but is none */
    public static RemoteAddress of(String text) throws CheckpointException {
        Optional<String> address = AddressText.of(text.strip());
        Matcher scheme = SCHEME.matcher(address.orElse(""));
        if (scheme.matches()) {
            boolean hub = scheme.group(1).equalsIgnoreCase("hf");
            Matcher parts = (hub ? HUB : PAGE).matcher(scheme.group(2));
            if (parts.matches()) {
                return inHub(parts);
            }
            if (!hub) {
                return elsewhere(scheme.group());
            }
        }
        throw new CheckpointException(noAddress(address.orElse(text)));
    }

    private static Message noAddress(String text) {
        return Message.of("checkpoint.remote.noAddress", text);
    }

    private static RemoteAddress inHub(Matcher parts) {
        String file = Optional.ofNullable(parts.group(3)).orElse("");
        String plain = file.endsWith("/") ? file.substring(0, file.length() - 1) : file;
        return new RemoteAddress(parts.group(1), Optional.ofNullable(parts.group(2)).orElse(MAIN), plain, "");
    }

    private static RemoteAddress elsewhere(String text) throws CheckpointException {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getUserInfo() == null) {
                return new RemoteAddress("", "", "", uri.toString());
            }
        } catch (URISyntaxException e) {
            throw new CheckpointException(noAddress(text), e);
        }
        throw new CheckpointException(noAddress(text));
    }

    boolean isInHub() {
        return url.isEmpty();
    }

    /** The same repository and revision, another file or folder of it. */
    RemoteAddress with(String name) {
        return new RemoteAddress(repository, revision, name, url);
    }

    /** The address as a person writes it. */
    public String text() {
        return isInHub()
                ? "hf://" + repository + (revision.equals(MAIN) ? "" : "@" + revision) + (file.isEmpty() ? "" : "/" + file)
                : url;
    }

    /** The address in the place of a path, from which {@link #of(Path)} makes it again. */
    public Path path() {
        return place(text());
    }

    /** The same for a text that begins as an address does, whether it is one or not. */
    public static Path place(String text) {
        return Path.of(File.separatorChar == '\\' ? text.replace(':', AddressText.LIKE_A_COLON) : text);
    }

    /** Where a file of the repository is fetched from. */
    URI resolved(URI hub) {
        String inHub = "/" + repository + "/resolve/" + encoded(revision, true) + "/" + encoded(file, false);
        return isInHub() ? hub.resolve(inHub) : URI.create(url);
    }

    /** Where the Hub lists the files of the repository, or of a folder of it. */
    URI listing(URI hub) {
        String folder = file.isEmpty() ? "" : "/" + encoded(file, false);
        return hub.resolve("/api/models/" + repository + "/tree/" + encoded(revision, true) + folder);
    }

    /** A neighbour of a file that is not in a repository. */
    RemoteAddress beside(String name) {
        if (isInHub()) {
            int folder = file.lastIndexOf('/');
            return with(folder < 0 ? name : file.substring(0, folder + 1) + name);
        }
        return new RemoteAddress("", "", "", URI.create(url).resolve(encoded(name, false)).toString());
    }

    /** The last part, such as {@code model.safetensors}. */
    String name() {
        String whole = isInHub() ? file : Optional.ofNullable(URI.create(url).getPath()).orElse("");
        return whole.substring(whole.lastIndexOf('/') + 1);
    }

    private static String encoded(String text, boolean slashes) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (each & 0xff);
            boolean plain = letter < 128 && (Character.isLetterOrDigit(letter) || "-._~".indexOf(letter) >= 0);
            String escaped = String.format(Locale.ROOT, "%%%02X", (int) letter);
            encoded.append(plain || letter == '/' && !slashes ? String.valueOf(letter) : escaped);
        }
        return encoded.toString();
    }
}
