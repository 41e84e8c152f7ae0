package dev.patchbay.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.files.NotWrittenException;
import dev.patchbay.files.WholeOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two exports never write to one target at the same time. */
class OneExportATimeTest {

    @TempDir
    private Path folder;

    private Path target = Path.of("");

    @BeforeEach
    void aTarget() {
        target = folder.resolve("out.bin");
    }

    @Test
    void aSecondThreadIsRefusedWhileTheFirstWrites() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Path> first = executor.submit(() -> WholeOutput.file(target, true).write(1, draft -> draft.write("", channel -> {
                channel.write(bytes("first"));
                begun.countDown();
                await(refused);
            }), written -> written));
            begun.await();
            try {
                assertThatThrownBy(() -> write("second")).isInstanceOf(NotWrittenException.class).hasMessage(busy());
                assertThatThrownBy(() -> write("third")).as("nor does a refusal set the lock free").hasMessage(busy());
            } finally {
                refused.countDown();
            }
            first.get();
        }
        assertThat(target).hasContent("first");
        write("second");
        assertThat(target).hasContent("second");
        assertThat(files()).containsExactly("out.bin");
    }

    @Test
    void anotherProcessIsRefusedWhileTheFirstWrites() throws Exception {
        Process other = OtherProcess.start(WaitingExport.class, target.toString());
        try {
            assertThat(other.getInputStream().read()).isEqualTo('.');
            assertThatThrownBy(() -> write("mine")).isInstanceOf(NotWrittenException.class).hasMessage(busy());
            other.getOutputStream().close();
            assertThat(other.waitFor()).isZero();
        } finally {
            other.destroyForcibly();
        }
        assertThat(target).hasContent(WaitingExport.TEXT);
        assertThat(files()).containsExactly("out.bin");
    }

    @Test
    void whatAKilledProcessHeldIsFreeAndIsCleared() throws Exception {
        Process other = OtherProcess.start(WaitingExport.class, target.toString());
        assertThat(other.getInputStream().read()).isEqualTo('.');
        other.destroyForcibly().waitFor();
        assertThat(files()).hasSize(2).allMatch(name -> name.endsWith(".part") || name.endsWith(".lock"));

        write("mine");

        assertThat(target).hasContent("mine");
        assertThat(files()).containsExactly("out.bin");
    }

    @Test
    void partsOfOtherTargetsAreLeftAlone() throws IOException {
        Path part = Files.writeString(folder.resolve(".out.bin.x.abc.part"), "of out.bin.x");
        Path own = Files.writeString(folder.resolve(".out.bin.my.own.part"), "a person's");

        write("mine");

        assertThat(part).exists();
        assertThat(own).exists();
    }

    private void write(String text) throws IOException {
        WholeOutput.file(target, true).write(1, draft -> draft.write("", channel -> channel.write(bytes(text))), written -> written);
    }

    private String busy() {
        return target + " is being written already; wait until that is done, or choose another name.";
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
