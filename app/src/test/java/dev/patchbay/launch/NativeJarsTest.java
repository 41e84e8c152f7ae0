package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.files.reading.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The jars with native code on the class path are those that were looked at: their SHA-256 stands in {@code native-jars.sha256}. Whoever
 * changes a version writes the new sum there ({@code sha256sum}); systems whose jars are not listed yet are not checked.
 */
class NativeJarsTest {

    private static final Path SUMS = Path.of("src/test/resources/supply/native-jars.sha256");

    private static Map<String, String> sums() throws IOException {
        Map<String, String> sums = new HashMap<>();
        for (String line : Files.readAllLines(SUMS)) {
            String[] words = line.split("  ");
            sums.put(words[1], words[0]);
        }
        return sums;
    }

    private static String sum(Path jar) throws IOException {
        Sha256 sum = new Sha256();
        try (InputStream in = RegularFiles.stream(jar);
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sum.digest())) {
            in.transferTo(out);
        }
        return sum.hexadecimal();
    }

    @Test
    void everyListedJarIsTheOneThatWasLookedAt() throws IOException {
        Map<String, String> sums = sums();
        Map<String, String> found = new TreeMap<>();
        List<Path> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
        for (Path jar : jars) {
            String name = String.valueOf(jar.getFileName());
            if (sums.containsKey(name)) {
                found.put(name, sum(jar));
            }
        }
        assertThat(found).isNotEmpty();
        found.forEach((name, sum) -> assertThat(sum).as(name).isEqualTo(sums.get(name)));
    }
}
