package dev.patchbay.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Steps of the build that need more than Maven's plugins, run from source by the build's Java:
 * {@code folder LAUNCH_FOLDER} makes the launch folder ready, {@code packages LAUNCH_FOLDER TARGET VERSION} makes of it a self-contained
 * application image and packages of this platform. To be run in the folder {@code installer}.
 */
final class Installer {

    private Installer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        Path java = Path.of(System.getProperty("java.home"), "bin", Platform.here().isWindows() ? "java.exe" : "java");
        switch (arguments[0]) {
            case "folder" -> prepare(folder, java);
            case "packages" -> new Packages(folder, Path.of(arguments[2]).toAbsolutePath(), arguments[3]).make();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void prepare(Path folder, Path java) throws IOException, InterruptedException {
        Path lib = folder.resolve("lib");
        List<String> jars = PreparedJars.prepare(lib, Platform.here());
        Files.write(lib.resolve("classpath"), jars);
        new ShippedLicences(Path.of("src", "licences")).write(lib, jars, folder.resolve("licences"));
        AotCaches.delete(folder.resolve("share"));
        new ShellFiles(java, lib, jars).write(folder.resolve("share"));
        Files.copy(Path.of("..", "LICENSE"), folder.resolve("LICENSE"), StandardCopyOption.REPLACE_EXISTING);
        if (!Boolean.getBoolean("aot.skip")) {
            new AotCaches(java, lib, jars).make(lib);
        }
    }
}
