package dev.patchbay.installer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What shells and {@code man} look for under {@code share}: completions and a manual page of each command, as the command itself prints
 * them, so that they are those of the version they come with.
 *
 * @param java runs the command
 * @param lib the jars
 * @param jars their names in the order of the class path
 */
record ShellFiles(Path java, Path lib, List<String> jars) {

    /** A name in the list of commands of the first page. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\\\fB([a-z][a-z\\\\-]*)\\\\fR$");

    /** @param share gets {@code man/man1} and the completions, in the folders in which each shell looks */
    void write(Path share) throws IOException, InterruptedException {
        put(share.resolve("bash-completion/completions/patchbay"), "completion", "bash");
        put(share.resolve("zsh/site-functions/_patchbay"), "completion", "zsh");
        put(share.resolve("fish/vendor_completions.d/patchbay.fish"), "completion", "fish");
        String first = put(share.resolve("man/man1/patchbay.1"), "man");
        for (String command : commands(first)) {
            put(share.resolve("man/man1/patchbay-" + command + ".1"), "man", command);
        }
    }

    private static List<String> commands(String page) {
        List<String> names = COMMAND.matcher(page.substring(page.indexOf(".SH COMMANDS"))).results()
                .map((MatchResult found) -> found.group(1).replace("\\", ""))
                .toList();
        if (names.isEmpty()) {
            throw new IllegalStateException("the first manual page names no command:\n" + page);
        }
        return names;
    }

    private String put(Path file, String... words) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        List<String> command = new ArrayList<>(List.of(
                java.toString(), "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-Duser.language=en", "-cp",
                jars.stream().map(jar -> lib.resolve(jar).toString()).collect(Collectors.joining(File.pathSeparator)),
                "dev.patchbay.launch.Main"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || text.isBlank()) {
            throw new IOException("patchbay " + String.join(" ", words) + " ended with " + process.exitValue());
        }
        Files.writeString(file, text);
        return text;
    }
}
