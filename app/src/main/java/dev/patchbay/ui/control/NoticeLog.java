package dev.patchbay.ui.control;

import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the window has told, newest first, with the buttons that go with it; and what it tells now. Used on the FX thread. */
public final class NoticeLog {

    /** Older entries are forgotten: a batch of a day should not fill the memory. */
    private static final int MOST = 500;

    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final ObservableList<Entry> shown = FXCollections.unmodifiableObservableList(entries);
    private final ObjectProperty<Optional<Notice>> notice = new SimpleObjectProperty<>(this, "notice", Optional.empty());

    /** A notice with the time at which it came. */
    public record Entry(Instant at, Notice notice) {}

    public NoticeLog() {
        notice.subscribe(now -> now.ifPresent(this::add));
    }

    public ObservableList<Entry> entries() {
        return shown;
    }

    /** The notice that the window shows; what is set is logged, too. Empty once it is closed. */
    public ObjectProperty<Optional<Notice>> noticeProperty() {
        return notice;
    }

    /** Tells something that stays in the log. */
    public void tell(Notice news) {
        notice.set(Optional.of(news));
    }

    /** Logs what is shown elsewhere already. */
    public void add(Notice news) {
        entries.addFirst(new Entry(Instant.now(), news));
        if (entries.size() > MOST) {
            entries.removeLast();
        }
    }
}
