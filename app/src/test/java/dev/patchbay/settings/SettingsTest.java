package dev.patchbay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final Setting<Integer> SCALE = Setting.whole("font.scale", 100, 80, 200);
    private static final Setting<Boolean> RECENT = Setting.flag("recent", true);
    private static final Setting<Optional<Path>> RULES = Setting.folder("folders.rules");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("config/settings.json");
    }

    private void stands(String json) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, json);
    }

    @Test
    void whatWasChosenIsThereAtTheNextStart() throws IOException {
        Settings settings = Settings.open(file);
        assertThat(settings.get(Language.SETTING)).isEqualTo(Language.SYSTEM);
        settings.set(Language.SETTING, Language.CHINESE);
        settings.set(SCALE, 150);
        settings.set(RECENT, false);
        settings.set(RULES, Optional.of(Path.of("/srv/rules")));
        settings.save();
        Settings next = Settings.open(file);
        assertThat(next.get(Language.SETTING)).isEqualTo(Language.CHINESE);
        assertThat(next.get(SCALE)).isEqualTo(150);
        assertThat(next.get(RECENT)).isFalse();
        assertThat(next.get(RULES)).contains(Path.of("/srv/rules"));
        assertThat(next.problem()).isEmpty();
    }

    @Test
    void theFileIsReadableAndHoldsNothingThatIsStandard() throws IOException {
        Settings settings = Settings.open(file);
        settings.set(SCALE, 150);
        settings.set(Language.SETTING, Language.ENGLISH);
        settings.set(SCALE, 100);
        settings.save();
        assertThat(file).content().isEqualToNormalizingNewlines("""
                {
                  "language" : "english"
                }
                """);
    }

    @Test
    void keysOfAnotherVersionStay() throws IOException {
        stands("{\"later\": {\"deep\": [1, 2.5, null]}, \"font.scale\": 120}");
        Settings settings = Settings.open(file);
        settings.set(SCALE, 130);
        settings.save();
        assertThat(file).content().containsIgnoringWhitespaces("\"later\": {\"deep\": [1, 2.5, null]}", "\"font.scale\": 130");
    }

    @Test
    void twoWindowsDoNotTakeEachOthersChoicesBack() throws IOException {
        Settings one = Settings.open(file);
        Settings other = Settings.open(file);
        one.set(SCALE, 130);
        one.save();
        other.set(RECENT, false);
        other.save();
        Settings next = Settings.open(file);
        assertThat(next.get(SCALE)).isEqualTo(130);
        assertThat(next.get(RECENT)).isFalse();
    }

    @Test
    void aBrokenFileIsKeptBesideAndASentenceSaysSo() throws IOException {
        stands("{\n\"font.scale\": 150,,}");
        Settings settings = Settings.open(file);
        assertThat(settings.get(SCALE)).isEqualTo(100);
        assertThat(settings.problem()).hasValueSatisfying(problem ->
                assertThat(problem.text()).contains("settings.json is no JSON (line 2)", "settings.json.broken"));
        assertThat(folder.resolve("config/settings.json.broken")).hasContent("{\n\"font.scale\": 150,,}");
        settings.set(SCALE, 110);
        settings.save();
        assertThat(Settings.open(file).get(SCALE)).isEqualTo(110);
        stands("[]");
        assertThat(Settings.open(file).problem()).hasValueSatisfying(problem -> assertThat(problem.text()).contains(".broken2"));
        assertThat(folder.resolve("config/settings.json.broken")).hasContent("{\n\"font.scale\": 150,,}");
    }

    @Test
    void whatIsNoSuchValueCountsAsTheStandardAndStaysUntilItIsChanged() throws IOException {
        stands("{\"font.scale\": \"large\", \"recent\": 1, \"language\": \"klingon\", \"folders.rules\": 7}");
        Settings settings = Settings.open(file);
        assertThat(settings.get(SCALE)).isEqualTo(100);
        assertThat(settings.get(RECENT)).isTrue();
        assertThat(settings.get(Language.SETTING)).isEqualTo(Language.SYSTEM);
        assertThat(settings.get(RULES)).isEmpty();
        settings.set(RECENT, false);
        settings.save();
        assertThat(file).content().contains("klingon");
    }

    @Test
    void numbersStayWithinTheirLimits() throws IOException {
        stands("{\"font.scale\": 99999999999}");
        assertThat(Settings.open(file).get(SCALE)).isEqualTo(200);
    }

    @Test
    void aChangeIsToldOnce() {
        Settings settings = Settings.open(file);
        AtomicInteger told = new AtomicInteger();
        settings.listen(told::incrementAndGet);
        settings.set(SCALE, 110);
        settings.set(SCALE, 110);
        assertThat(told).hasValue(1);
    }

    @Test
    void whatCannotBeWrittenIsTriedAgainTheNextTime() throws IOException {
        Settings settings = Settings.open(file);
        Files.createDirectories(file);
        settings.set(SCALE, 110);
        assertThatThrownBy(settings::save).isInstanceOf(IOException.class);
        Files.delete(file);
        settings.save();
        assertThat(Settings.open(file).get(SCALE)).isEqualTo(110);
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        stands("{\"x\": \"" + "a".repeat(1 << 20) + "\"}");
        assertThat(Settings.open(file).problem()).hasValueSatisfying(problem -> assertThat(problem.text()).contains("1048576 bytes"));
    }
}
