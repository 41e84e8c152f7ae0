package dev.patchbay.workspace.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {

    @TempDir
    private Path folder;

    @Test
    void workOfAWindowThatLivesIsNobodyElses() throws Exception {
        Sessions sessions = new Sessions(folder);
        assertThat(sessions.left()).isEmpty();
        Session session = sessions.begin();
        session.keep(WorkspaceFileTest.everything(), Optional.empty());
        assertThat(sessions.left()).isEmpty();
        session.discard();
        assertThat(sessions.left()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void workOfAWindowThatWasClosedIsOfferedLater() throws Exception {
        Sessions sessions = new Sessions(folder);
        sessions.begin().close(WorkspaceFileTest.everything(), Optional.of(Path.of("/w/dance.patchbay")));
        KeptWork left = new Sessions(folder).left().getFirst();
        assertThat(left.closed()).isTrue();
        assertThat(left.document()).contains(Path.of("/w/dance.patchbay"));
        assertThat(left.workspace().rules()).isEqualTo(WorkspaceFileTest.rules());
        assertThat(left.workspace().others()).isEqualTo(WorkspaceFileTest.everything().others());
        Session again = sessions.resume(left).orElseThrow();
        assertThat(sessions.resume(left)).as("only one goes on with it").isEmpty();
        again.discard();
        assertThat(sessions.left()).isEmpty();
    }

    @Test
    void workOfAProcessThatWasKilledIsAllThere() throws Exception {
        Process window = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), Worker.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(window.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("kept");
            Sessions sessions = new Sessions(folder);
            assertThat(sessions.left()).as("while it lives").isEmpty();
            window.destroyForcibly().waitFor();
            KeptWork left = sessions.left().getFirst();
            assertThat(left.closed()).isFalse();
            assertThat(left.workspace()).isEqualTo(WorkspaceFileTest.everything().from(folder));
            sessions.remove(left);
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** Stands for a window: keeps work and waits to be killed. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] arguments) throws Exception {
            new Sessions(Path.of(arguments[0])).begin().keep(WorkspaceFileTest.everything(), Optional.empty());
            System.out.println("kept");
            System.in.read();
        }
    }

    @Test
    void onlyTheNewestAreKeptAndABrokenOneIsPassedOver() throws Exception {
        Sessions sessions = new Sessions(folder);
        Path broken = Files.writeString(Files.createDirectories(folder).resolve("broken.patchbay"), "{");
        for (int i = 0; i < Sessions.MOST + 3; i++) {
            Session session = sessions.begin();
            session.close(SavedWorkspace.EMPTY, Optional.empty());
            Files.setLastModifiedTime(session.file(), FileTime.from(Instant.ofEpochSecond(1_000_000 + i)));
        }
        List<KeptWork> left = sessions.left();
        assertThat(left).hasSize(Sessions.MOST);
        assertThat(left.getFirst().when()).isEqualTo(Instant.ofEpochSecond(1_000_000 + Sessions.MOST + 2));
        assertThat(count()).isEqualTo(Sessions.MOST + 1);
        assertThat(broken).exists();
    }

    private long count() throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.count();
        }
    }
}
