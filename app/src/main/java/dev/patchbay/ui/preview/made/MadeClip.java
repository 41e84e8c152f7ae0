package dev.patchbay.ui.preview.made;

import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.ui.preview.run.RunOrder;
import java.util.Optional;

/**
 * A run that was finished.
 *
 * @param number of the run in this window, from 1
 * @param order its settings, with which it can be run again
 * @param result its clips, as long as there is room for them
 */
public record MadeClip(int number, RunOrder order, Optional<PreviewResult> result) {

    MadeClip withoutClips() {
        return new MadeClip(number, order, Optional.empty());
    }

    /** Bytes of the clips in main memory. */
    long bytes() {
        return result.map(PreviewResult::bytes).orElse(0L);
    }
}
