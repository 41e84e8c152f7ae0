package dev.patchbay.ui.preview.made;

import dev.patchbay.ui.preview.run.PreviewResult;
import dev.patchbay.ui.preview.run.RunOrder;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The runs of this window, the newest first. The oldest lose their clips when there is no more room; their settings stay. */
public final class ClipHistory {

    private static final int MOST = 100;

    private final long limit;
    private final ObservableList<MadeClip> clips = FXCollections.observableArrayList();
    private final ObservableList<MadeClip> shown = FXCollections.unmodifiableObservableList(clips);
    private int runs;

    /** @param limit bytes that the clips may take; those of the newest run stay in any case */
    public ClipHistory(long limit) {
        this.limit = limit;
    }

    /** Adds a run that has finished. */
    public void add(RunOrder order, PreviewResult result) {
        runs++;
        clips.addFirst(new MadeClip(runs, order, Optional.of(result)));
        long sum = 0;
        for (int i = 0; i < clips.size(); i++) {
            sum += clips.get(i).bytes();
            if (i > 0 && sum > limit && clips.get(i).result().isPresent()) {
                sum -= clips.get(i).bytes();
                clips.set(i, clips.get(i).withoutClips());
            }
        }
        if (clips.size() > MOST) {
            clips.removeLast();
        }
    }

    public ObservableList<MadeClip> clips() {
        return shown;
    }
}
