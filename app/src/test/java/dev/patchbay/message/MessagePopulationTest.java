package dev.patchbay.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every sentence there is, in both languages, with arguments as a hostile file would have them: none is longer than 1,500 bytes, breaks a
 * line where its pattern does not, or holds a character that commands.
 */
class MessagePopulationTest {

    private static final Path TEXTS = Path.of("../ui-resources/src/main/resources/dev/patchbay/text");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)}");

    private static final List<String> WORDS = List.of(
            "x".repeat(5_000), "名".repeat(3_000), "😀".repeat(3_000), "a\nVERIFIED\r\u001b[2J\u0085\u202eb\u2028c\u2066d",
            "\u0007".repeat(3_000), "{0} {1} ''", "\ud800\ud800", "");

    private static List<Message> messages(Object argument) throws IOException {
        List<Message> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(TEXTS)) {
            for (Path file : files.filter(one -> !one.toString().contains("_zh_CN")).sorted().toList()) {
                String bundle = file.getFileName().toString().replace(".properties", "");
                Properties texts = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    texts.load(reader);
                }
                texts.stringPropertyNames().stream()
                        .filter(key -> key.startsWith(bundle + ".") && texts.getProperty(key).contains("{0}"))
                        .sorted()
                        .forEach(key -> messages.add(Message.of(key, arguments(texts.getProperty(key), argument))));
            }
        }
        return messages;
    }

    private static Object[] arguments(String pattern, Object each) {
        int last = PLACEHOLDER.matcher(pattern).results().mapToInt(found -> Integer.parseInt(found.group(1))).max().orElse(0);
        return Stream.generate(() -> each).limit(last + 1).toArray();
    }

    @Test
    void noSentenceIsLongerThanItMayBeOrCommands() throws IOException {
        List<Object> kinds = new ArrayList<>(WORDS);
        for (String word : WORDS.subList(1, 5)) {
            Message inner = Message.of("export.check.loaderLess", word, word, word, word, word, word);
            kinds.add(inner);
            kinds.add(Message.of("export.check.loader", inner, inner, inner, inner));
        }
        List<String> broken = new ArrayList<>();
        int looked = 0;
        for (Object kind : kinds) {
            for (Message message : messages(kind)) {
                for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
                    looked++;
                    String text = message.text(language);
                    String lines = MessageBundle.of(message.key().substring(0, message.key().indexOf('.')), language)
                            .getString(message.key());
                    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
                    if (bytes > 1500 || !PlainText.of(text).equals(text) || text.lines().count() > Math.max(1, lines.lines().count())) {
                        broken.add(message.key() + " " + language + ": " + bytes + " bytes");
                    }
                }
            }
        }
        assertThat(looked).isGreaterThan(10_000);
        assertThat(broken).isEmpty();
    }
}
