package dev.patchbay.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

/** What a person is told when a file cannot be opened. */
public final class Refusal {

    private Refusal() {}

    /** Checks that {@code path} is refused with exactly this sentence after its path. */
    public static void expect(Path path, String sentence) {
        expect(TestOpener.OPENER, path, path + ": " + sentence);
    }

    /** Checks the whole sentence. */
    public static void expect(CheckpointOpener opener, Path path, String sentence) {
        assertThatThrownBy(() -> opener.open(path).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessage(sentence);
    }
}
