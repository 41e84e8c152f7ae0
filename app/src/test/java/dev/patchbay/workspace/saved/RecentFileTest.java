package dev.patchbay.workspace.saved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentFileTest {

    @TempDir
    private Path folder;

    private static RecentFile adapter(String path) {
        return new RecentFile(Path.of(path), RecentFile.Kind.ADAPTER);
    }

    @Test
    void theNewestIsFirstAndNoneIsThereTwice() {
        List<RecentFile> files = List.of();
        for (int i = 0; i < 20; i++) {
            files = RecentFile.with(files, adapter("/" + i));
        }
        files = RecentFile.with(files, adapter("/15"));
        assertThat(files).hasSize(RecentFile.MOST).doesNotHaveDuplicates().startsWith(adapter("/15"), adapter("/19"));
    }

    @Test
    void theyAreKept() throws IOException {
        Path file = folder.resolve("state.json");
        Settings state = Settings.open(file);
        List<RecentFile> files = List.of(adapter("/a b"), new RecentFile(Path.of("/w.patchbay"), RecentFile.Kind.WORKSPACE));
        state.set(RecentFile.SETTING, files);
        state.save();
        assertThat(Settings.open(file).get(RecentFile.SETTING)).isEqualTo(files);
        Files.writeString(file, "{\"recent\": [7, {\"path\": \"/x\"}, {\"kind\": \"base\", \"path\": \"/y\"}, {\"kind\": \"base\"}]}");
        assertThat(Settings.open(file).get(RecentFile.SETTING)).contains(new RecentFile(Path.of("/y"), RecentFile.Kind.BASE));
    }
}
