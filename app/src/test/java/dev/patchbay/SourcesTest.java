package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rooms that one can find: small packages that say what lives in them, nothing public that nobody uses, lines that fit a screen. */
class SourcesTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final List<Path> ALL = List.of(MAIN, Path.of("src/test/java"), Path.of("src/bench/java"));

    private static final int MOST_TYPES = 30;
    private static final int MOST_COLUMNS = 140;

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern PUBLIC = Pattern.compile(
            "^public (?:(?:abstract|final|sealed|non-sealed|strictfp) )*(?:class|interface|enum|record|@interface) ", Pattern.MULTILINE);
    /** {@code {@link Checkpoint}} and its like, of which the text counts. */
    private static final Pattern TAG = Pattern.compile("\\{@\\w+ ([^}]*)}");
    private static final Pattern SENTENCE = Pattern.compile("[.!?](?=\\s)");
    private static final Pattern TEST = Pattern.compile("(?m)^ +@(Test|ParameterizedTest|RepeatedTest|Property|ArchTest)\\b");
    private static final Pattern LIBRARY_WORDS = Pattern.compile(
            "\\bget(Localized|Original)?Message\\(\\)|\\b(e|problem|error)\\.toString\\(\\)");
    private static final Pattern WORD = Pattern.compile("\\w+");

    @Test
    void aPackageHasNoMoreThanThirtyTypes() throws IOException {
        Map<String, Integer> types = new TreeMap<>();
        for (Path file : types(MAIN)) {
            types.merge(packageOf(file), 1, Integer::sum);
        }
        assertThat(types).allSatisfy((name, count) ->
                assertThat(count).as("types of %s", name).isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void everyPackageSaysWhatLivesInItAndIsNullMarked() throws IOException {
        Set<Path> folders = types(MAIN).stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
        for (Path folder : folders) {
            Path info = folder.resolve("package-info.java");
            assertThat(info).content().contains("/**", "@NullMarked");
            String words = TAG.matcher(Files.readString(info)).replaceAll("$1");
            long sentences = SENTENCE.matcher(words.substring(0, words.indexOf("*/"))).results().count();
            assertThat(sentences).as("sentences of %s", info).isBetween(3L, 8L);
        }
    }

    @Test
    void everyTestHasANameByWhichTheBuildFindsIt() throws IOException {
        for (Path file : sources(TESTS)) {
            if (TEST.matcher(Files.readString(file)).find()) {
                assertThat(file.getFileName().toString()).matches(".*(Test|Properties)\\.java");
            }
        }
    }

    @Test
    void aPublicTypeHasAUserInTheProgram() throws IOException {
        Map<Path, String> sources = new HashMap<>();
        Map<String, Integer> users = new HashMap<>();
        for (Path file : types(MAIN)) {
            String source = COMMENT.matcher(Files.readString(file)).replaceAll("");
            sources.put(file, source);
            WORD.matcher(source).results().map(found -> found.group()).distinct().forEach(word -> users.merge(word, 1, Integer::sum));
        }
        Set<String> unused = new TreeSet<>();
        sources.forEach((file, source) -> {
            if (PUBLIC.matcher(source).find() && users.get(nameOf(file)) == 1) {
                unused.add(packageOf(file) + "." + nameOf(file));
            }
        });
        assertThat(unused).isEmpty();
    }

    /** {@code Reason} reads them, and who carries a sentence of Patchbay's own in an exception or stops at a broken resource. */
    @Test
    void wordsOfJavaAndOfLibrariesReachNobody() throws IOException {
        Set<String> readers = new TreeSet<>();
        for (Path file : types(MAIN)) {
            if (LIBRARY_WORDS.matcher(COMMENT.matcher(Files.readString(file)).replaceAll("")).find()) {
                readers.add(nameOf(file));
            }
        }
        assertThat(readers).containsExactly(
                "BuiltInRules", "EngineErrors", "ExplainedException", "PartNamesJson", "PublishedVariantsJson", "Reason",
                "RuleSyntaxException", "UsageSentence");
    }

    @Test
    void noLineIsLongerThanAScreenIsWide() throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path root : ALL) {
            for (Path file : sources(root)) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    String line = lines.get(i);
                    boolean counts = !line.startsWith("import ");
                    if (counts && line.codePointCount(0, line.length()) > MOST_COLUMNS) {
                        longer.add(file + ":" + (i + 1));
                    }
                }
            }
        }
        assertThat(longer).as("lines of more than %d columns", MOST_COLUMNS).isEmpty();
    }

    /** Files of top-level types. */
    private static List<Path> types(Path root) throws IOException {
        return sources(root).stream().filter(file -> !file.endsWith("package-info.java")).toList();
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static String packageOf(Path file) {
        return MAIN.relativize(file.getParent()).toString().replace('\\', '/').replace('/', '.');
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
