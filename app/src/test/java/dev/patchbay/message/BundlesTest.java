package dev.patchbay.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.config.ScaleSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything a person reads comes from the bundles, and the bundles agree with each other and with the code. */
class BundlesTest {

    private static final Path TEXTS = Path.of("../ui-resources/src/main/resources/dev/patchbay/text");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)}");
    private static final Pattern USED_KEY = Pattern.compile("Message\\.of\\(\\s*\"([a-z]+\\.[A-Za-z0-9_.-]+[A-Za-z0-9_-])\"");

    static Stream<String> bundles() throws IOException {
        try (Stream<Path> files = Files.list(TEXTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".properties") && !name.contains("_zh_CN"))
                    .map(name -> name.replace(".properties", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesHoldTheSameKeys(String bundle) throws IOException {
        assertThat(chinese(bundle).keySet()).isEqualTo(english(bundle).keySet());
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void nearlyAllChineseValuesAreChinese(String bundle) throws IOException {
        Map<String, String> values = chinese(bundle);
        List<String> foreign = values.entrySet().stream()
                .filter(entry -> !HAN.matcher(entry.getValue()).find())
                .map(Map.Entry::getKey)
                .toList();
        assertThat(foreign).as("values of %s_zh_CN without a Chinese character", bundle)
                .hasSizeLessThanOrEqualTo(Math.max(2, values.size() / 10));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void bothLanguagesUseTheSameArguments(String bundle) throws IOException {
        Map<String, String> other = chinese(bundle);
        english(bundle).forEach((key, value) -> assertThat(placeholders(other.get(key))).as(key).isEqualTo(placeholders(value)));
    }

    /** A lone apostrophe would swallow the placeholders after it. Help texts are read by picocli, which knows no patterns. */
    @ParameterizedTest
    @MethodSource("bundles")
    void everyPatternShowsItsArguments(String bundle) throws IOException {
        for (Map<String, String> values : List.of(english(bundle), chinese(bundle))) {
            values.forEach((key, value) -> {
                if (key.startsWith(bundle + ".")) {
                    Set<String> expected = placeholders(value);
                    Object[] arguments = Stream.iterate(0, i -> i + 1).limit(12).map(i -> "⟦" + i + "⟧").toArray();
                    String shown = new MessageFormat(value).format(arguments);
                    expected.forEach(index -> assertThat(shown).as(key).contains("⟦" + index + "⟧"));
                }
            });
        }
    }

    /** Every message with arguments of every kind: none is left open, grouped, taken for a pattern or printed as a null. */
    @ParameterizedTest
    @MethodSource("bundles")
    void noMessagePrintsANullOrAnOpenArgument(String bundle) throws IOException {
        Message inner = Message.of("inspection.count.modules", 1_234_567);
        List<Object> kinds = List.of("", "to_q", 1_234_567L, 0.5, Path.of("it's {0}.safetensors"), inner);
        for (String key : english(bundle).keySet()) {
            for (Object kind : key.startsWith(bundle + ".") ? kinds : List.of()) {
                Message message = Message.of(key, Stream.generate(() -> kind).limit(12).toArray());
                for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                    assertThat(message.text(language).replace("{0}.safetensors", "")).as("%s with %s", key, kind)
                            .doesNotContain("null", "1,234,567")
                            .doesNotContainPattern("\\{[0-9]+}");
                }
            }
        }
    }

    @Test
    void everyKeyTheCodeUsesIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        Map<String, Set<String>> known = bundles().collect(Collectors.toMap(bundle -> bundle, bundle -> {
            try {
                return english(bundle).keySet();
            } catch (IOException unreadable) {
                throw new java.io.UncheckedIOException(unreadable);
            }
        }));
        for (Path source : javaSources(SOURCES)) {
            Matcher keys = USED_KEY.matcher(Files.readString(source));
            while (keys.find()) {
                String key = keys.group(1);
                if (!known.getOrDefault(key.substring(0, key.indexOf('.')), Set.of()).contains(key)) {
                    missing.add(source.getFileName() + ": " + key);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Keys that end in the name of an enum constant are put together while Patchbay runs, so no search of the code finds them. */
    @Test
    void everyScaleSourceHasWordsWhereverItIsNamed() throws IOException {
        for (ScaleSource source : ScaleSource.values()) {
            assertThat(english("adapter")).containsKey("adapter.scaleSource." + source);
            assertThat(english("inspection")).containsKey("inspection.scale.source." + source);
            assertThat(english("exportview"))
                    .containsKey("exportview.scale.source." + source.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** Text set on controls must come from a bundle: a literal with a word in it is found here. */
    @Test
    void noViewHasLiteralText() throws IOException {
        Pattern literal = Pattern.compile(
                "(?:new (?:Label|Button|Tooltip|MenuItem|Menu|Text|CheckBox|RadioButton|ToggleButton|Hyperlink|Tab|TitledPane|"
                        + "TreeTableColumn<[^>]*>|TableColumn<[^>]*>)"
                        + "|setText|setPromptText|setTitle|setAccessibleText|setHeaderText|setContentText)\\(\"([^\"]*\\p{L}{2,}[^\"]*)\"");
        Set<String> found = new TreeSet<>();
        for (Path source : javaSources(SOURCES.resolve("dev/patchbay/ui"))) {
            Matcher text = literal.matcher(Files.readString(source));
            while (text.find()) {
                found.add(source.getFileName() + ": " + text.group(1));
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<Path> javaSources(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static Set<String> placeholders(String value) {
        Set<String> found = new HashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(value);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Map<String, String> english(String bundle) throws IOException {
        return read(TEXTS.resolve(bundle + ".properties"));
    }

    private static Map<String, String> chinese(String bundle) throws IOException {
        return read(TEXTS.resolve(bundle + "_zh_CN.properties"));
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }
}
