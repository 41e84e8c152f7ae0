package dev.patchbay.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A self-contained image of the application and, from it, the packages of this platform.
 *
 * @param folder the launch folder, made ready
 * @param target gets {@code image/patchbay} and {@code packages}
 * @param version of Patchbay, as Maven says it
 */
record Packages(Path folder, Path target, String version) {

    /** What the jars use of the JDK, by {@code jdeps}; the last four are found by name at run time. */
    private static final List<String> MODULES = List.of(
            "java.base", "java.desktop", "java.logging", "java.management", "java.naming", "java.net.http", "java.prefs", "java.scripting",
            "java.security.jgss", "java.sql", "java.xml", "jdk.jfr", "jdk.unsupported",
            "jdk.management", "jdk.zipfs", "jdk.localedata", "jdk.crypto.cryptoki");

    /**
     * When the jars were last changed, for all who ask: an AOT cache is of jars of a size and a time, and packages would give them the time
     * of the build. Packers set what is newer to {@code SOURCE_DATE_EPOCH}.
     */
    private static final Instant JAR_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final String DEPENDENCIES = "libgtk-3-0 | libgtk-3-0t64, libpangoft2-1.0-0, libgl1";
    private static final Path SOURCES = Path.of("src", "package").toAbsolutePath();
    private static final Path ICONS = Path.of("..", "ui-resources/src/main/resources/dev/patchbay/icon").toAbsolutePath();
    private static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            "safetensors", "Safetensors checkpoint", "gguf", "GGUF checkpoint", "patchbay", "Patchbay workspace"));

    void make() throws IOException, InterruptedException {
        Path runtime = target.resolve("runtime");
        Path image = target.resolve("image");
        AotCaches.delete(runtime);
        AotCaches.delete(image);
        runtime(runtime);
        image(runtime, image);
        Path root = Platform.here().isMac() ? image.resolve("Patchbay.app") : image.resolve(name());
        if (Platform.here().isLinux()) {
            complete(root);
        }
        Path packages = Files.createDirectories(target.resolve("packages"));
        for (String type : types()) {
            pack(type, root, packages);
        }
    }

    private void runtime(Path runtime) throws IOException, InterruptedException {
        run("jlink", List.of(
                "--add-modules", String.join(",", MODULES), "--include-locales=en,zh",
                "--strip-debug", "--no-header-files", "--no-man-pages",
                "--output", runtime.toString()));
        try (Stream<Path> programs = Files.list(runtime.resolve("bin"))) {
            for (Path program : programs.filter(Packages::isUnused).toList()) {
                Files.delete(program);
            }
        }
    }

    private static boolean isUnused(Path program) {
        return program.getFileName().toString().matches("(keytool|rmiregistry|jrunscript)(\\.exe)?");
    }

    private void image(Path runtime, Path image) throws IOException, InterruptedException {
        Path lib = target.resolve("image-lib");
        AotCaches.delete(lib);
        Files.createDirectories(lib);
        List<String> jars = Files.readAllLines(folder.resolve("lib/classpath"));
        for (String jar : jars) {
            Files.copy(folder.resolve("lib").resolve(jar), lib.resolve(jar), StandardCopyOption.COPY_ATTRIBUTES);
        }
        String main = jars.stream().filter(jar -> jar.startsWith("patchbay-app-")).findFirst().orElseThrow();
        List<String> words = new ArrayList<>(List.of(
                "--type", "app-image", "--name", name(), "--app-version", plainVersion(), "--vendor", "Patchbay",
                "--description", "Workbench for LoRA checkpoints of video and image diffusion models",
                "--input", lib.toString(), "--main-jar", main, "--main-class", "dev.patchbay.launch.Main",
                "--runtime-image", runtime.toString(), "--dest", image.toString()));
        for (String flag : List.of(
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-XX:MaxRAMPercentage=33", "-XX:+UseSerialGC")) {
            words.addAll(List.of("--java-options", flag));
        }
        icon().ifPresent(icon -> words.addAll(List.of("--icon", icon.toString())));
        run("jpackage", words);
        AotCaches.delete(lib);
    }

    /** The launcher of the launch folder, which chooses flags for the command, stands in for jpackage's; AOT caches are this Java's. */
    private void complete(Path root) throws IOException {
        Path app = root.resolve("lib/app");
        List<String> jars = Files.readAllLines(folder.resolve("lib/classpath"));
        for (String jar : jars) {
            Files.setLastModifiedTime(app.resolve(jar), FileTime.from(JAR_TIME));
        }
        Files.write(app.resolve("classpath"), jars);
        Files.copy(folder.resolve("bin/patchbay"), root.resolve("bin/patchbay"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(SOURCES.resolve("linux/links"), root.resolve("lib/links"));
        for (String script : List.of("bin/patchbay", "lib/links")) {
            Files.setPosixFilePermissions(root.resolve(script), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (String part : List.of("LICENSE", "licences", "bom.json", "share")) {
            copy(folder.resolve(part), root.resolve("lib").resolve(part)); // jpackage takes nothing beside bin and lib
        }
        if (!Boolean.getBoolean("aot.skip")) {
            new AotCaches(root.resolve("lib/runtime/bin/java"), app, jars).make(app);
        }
    }

    private void pack(String type, Path root, Path packages) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "--type", type, "--app-image", root.toString(), "--name", name(), "--app-version", plainVersion(),
                "--vendor", "Patchbay", "--license-file", folder.resolve("LICENSE").toString(), "--dest", packages.toString()));
        for (Path file : associations()) {
            words.addAll(List.of("--file-associations", file.toString()));
        }
        if (Platform.here().isLinux()) {
            words.addAll(List.of(
                    "--resource-dir", SOURCES.resolve("linux").toString(), "--install-dir", "/opt", "--linux-shortcut",
                    "--linux-menu-group", "Graphics;Video;", "--linux-app-category", "graphics"));
            words.addAll(type.equals("deb")
                    ? List.of("--linux-package-deps", DEPENDENCIES, "--linux-deb-maintainer", "patchbay@localhost")
                    : List.of("--linux-rpm-license-type", "Apache-2.0"));
        }
        if (Platform.here().isWindows()) {
            words.addAll(List.of("--win-menu", "--win-shortcut", "--win-per-user-install"));
        }
        run("jpackage", words);
    }

    private List<Path> associations() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            String icon = icon().map(path -> "icon=" + path.toString().replace('\\', '/') + "\n").orElse("");
            files.add(Files.writeString(
                    target.resolve(kind.getKey() + ".properties"),
                    "extension=%1$s\nmime-type=application/x-%1$s\ndescription=%2$s\n%3$s"
                            .formatted(kind.getKey(), kind.getValue(), icon)));
        }
        return files;
    }

    private static Optional<Path> icon() {
        return Platform.here().isLinux() ? Optional.of(ICONS.resolve("patchbay-256.png")) : Optional.empty();
    }

    private static String name() {
        return Platform.here().isLinux() ? "patchbay" : "Patchbay";
    }

    /** jpackage takes numbers only, and macOS none that begin with 0. */
    private String plainVersion() {
        String numbers = version.replaceAll("[^0-9.].*", "");
        return Platform.here().isMac() && numbers.startsWith("0") ? "1" + numbers.substring(1) : numbers;
    }

    private static List<String> types() {
        if (Platform.here().isWindows()) {
            return List.of("msi");
        }
        if (Platform.here().isMac()) {
            return List.of("dmg");
        }
        List<String> types = new ArrayList<>();
        for (Map.Entry<String, String> tool : new TreeMap<>(Map.of("deb", "dpkg-deb", "rpm", "rpmbuild")).entrySet()) {
            if (Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, tool.getValue())))) {
                types.add(tool.getKey());
            }
        }
        return types;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void run(String tool, List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DPKG_DEB_COMPRESSOR_TYPE", "gzip"); // most of it is compressed: xz takes minutes and saves little
        builder.environment().put("SOURCE_DATE_EPOCH", Long.toString(JAR_TIME.getEpochSecond()));
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IOException(tool + " ended with " + code);
        }
    }
}
