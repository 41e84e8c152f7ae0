package dev.patchbay.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    private final Playback playback = new Playback();

    @BeforeEach
    void aClipOfFiveFramesAtTenASecond() {
        playback.load(5, 10);
    }

    @Test
    void playsAtTheRateOfTheClipAndBeginsAgain() {
        playback.playingProperty().set(true);
        StringBuilder shown = new StringBuilder();
        for (int ms = 0; ms <= 700; ms += 50) {
            playback.tick(TimeUnit.MILLISECONDS.toNanos(ms));
            shown.append(playback.frameProperty().get());
        }
        assertThat(shown).hasToString("001122334400112");
    }

    @Test
    void aLateTickSkipsFramesInsteadOfSlowingDown() {
        playback.playingProperty().set(true);
        playback.tick(0);
        playback.tick(TimeUnit.MILLISECONDS.toNanos(1250));
        assertThat(playback.frameProperty().get()).isEqualTo(2);
        playback.tick(TimeUnit.MILLISECONDS.toNanos(1300));
        assertThat(playback.frameProperty().get()).isEqualTo(3);
    }

    @Test
    void timeThatPassesInAPauseDoesNotCount() {
        playback.playingProperty().set(true);
        playback.tick(0);
        playback.togglePlaying();
        playback.tick(TimeUnit.SECONDS.toNanos(1));
        playback.togglePlaying();
        playback.tick(TimeUnit.SECONDS.toNanos(2));
        assertThat(playback.frameProperty().get()).isZero();
    }

    @Test
    void stepsPauseAndGoRound() {
        playback.playingProperty().set(true);
        playback.step(-1);
        assertThat(playback.frameProperty().get()).isEqualTo(4);
        assertThat(playback.playingProperty().get()).isFalse();
        playback.step(1);
        assertThat(playback.frameProperty().get()).isZero();
        playback.goTo(99);
        assertThat(playback.frameProperty().get()).isEqualTo(4);
    }

    @Test
    void theWipeStaysInsideThePicture() {
        playback.moveWipe(0.7);
        assertThat(playback.wipeProperty().get()).isEqualTo(1);
        playback.moveWipe(-3);
        assertThat(playback.wipeProperty().get()).isZero();
    }

    @Test
    void withoutAClipNothingMoves() {
        playback.load(0, 1);
        playback.playingProperty().set(true);
        playback.tick(0);
        playback.tick(TimeUnit.SECONDS.toNanos(5));
        playback.step(1);
        assertThat(playback.frameProperty().get()).isZero();
    }
}
