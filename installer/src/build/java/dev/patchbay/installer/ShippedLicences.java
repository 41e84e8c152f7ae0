package dev.patchbay.installer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The licences of everything that is shipped: a list of all jars, and whole texts, from {@code src/licences} and from the jars themselves.
 *
 * @param texts the folder {@code src/licences}
 */
record ShippedLicences(Path texts) {

    private static final Pattern TEXT = Pattern.compile(
            "(?i)(?:META-INF|licenses)/[^/]*(?:licen[sc]e|notice|copying|AL2\\.0|LGPL2\\.1|thoughtworks)[^/]*");

    /** One line of {@code shipped.txt}. */
    private record Entry(String start, String name, String licence, List<String> texts) {

        static Entry of(String line) {
            String[] fields = line.split("\\|", -1);
            return new Entry(
                    fields[0].strip(), fields[1].strip(), fields[2].strip(),
                    Stream.of(fields[3].strip().split(" ")).filter(text -> !text.isEmpty()).toList());
        }
    }

    /** @throws IOException also if a jar is shipped whose licence nobody has looked up */
    void write(Path lib, List<String> jars, Path folder) throws IOException {
        List<Entry> entries = Files.readAllLines(texts.resolve("shipped.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Entry::of)
                .toList();
        Files.createDirectories(folder);
        TreeMap<String, String> list = new TreeMap<>();
        for (String jar : jars) {
            Entry entry = entries.stream()
                    .filter(each -> jar.startsWith(each.start()))
                    .max(Comparator.comparingInt(each -> each.start().length()))
                    .orElseThrow(() -> new IOException("No line of " + texts.resolve("shipped.txt") + " says the licence of " + jar));
            List<String> shown = new ArrayList<>(entry.texts());
            for (String text : entry.texts()) {
                copy(texts.resolve(text), folder.resolve(text));
            }
            shown.addAll(unpacked(lib.resolve(jar), folder));
            list.put(jar, "%s%n    %s: %s%n    %s%n".formatted(jar, entry.name(), entry.licence(), String.join(", ", shown)));
        }
        String head = "What is shipped with Patchbay, under which licences, and where in this folder their texts are.%n%n".formatted();
        String java = "The Java runtime of an installed Patchbay: OpenJDK, GPL-2.0 with Classpath exception; texts in lib/runtime/legal.%n"
                .formatted();
        Files.writeString(folder.resolve("README.txt"), head + String.join("", list.values()) + "%n".formatted() + java);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<String> unpacked(Path jar, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(each -> TEXT.matcher(each.getName()).matches()).toList()) {
                String name = jar.getFileName().toString().replace(".jar", "") + "/" + Path.of(entry.getName()).getFileName();
                Files.createDirectories(folder.resolve(name).getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
                names.add(name);
            }
        }
        return names;
    }
}
