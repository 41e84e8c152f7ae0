package dev.patchbay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppFoldersTest {

    private static final Path HOME = Path.of("/home/ada");

    @Test
    void linuxFollowsTheXdgVariables() {
        AppFolders folders = AppFolders.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "/big/cache"));
        assertThat(folders.cache()).isEqualTo(Path.of("/big/cache/patchbay"));
        assertThat(folders.settings()).isEqualTo(Path.of("/home/ada/.config/patchbay"));
        assertThat(folders.state()).isEqualTo(Path.of("/home/ada/.local/state/patchbay"));
        assertThat(AppFolders.of("Linux", HOME, Map.of("XDG_STATE_HOME", "/state")).state()).isEqualTo(Path.of("/state/patchbay"));
    }

    @Test
    void relativeVariablesAreIgnoredAsTheXdgSpecificationAsks() {
        assertThat(AppFolders.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "cache")).cache()).isEqualTo(Path.of("/home/ada/.cache/patchbay"));
    }

    @Test
    void macAndWindowsHaveTheirOwnPlaces() {
        assertThat(AppFolders.of("Mac OS X", HOME, Map.of()).cache()).isEqualTo(Path.of("/home/ada/Library/Caches/patchbay"));
        assertThat(AppFolders.of("Windows 11", HOME, Map.of()).settings()).isEqualTo(Path.of("/home/ada/AppData/Local/patchbay"));
        assertThat(AppFolders.of("Windows 11", HOME, Map.of()).state()).isEqualTo(Path.of("/home/ada/AppData/Local/patchbay/state"));
    }
}
