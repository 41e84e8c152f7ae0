package dev.patchbay.ui;

import dev.patchbay.ui.fx.FxThread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import javafx.event.Event;
import javafx.event.EventDispatcher;
import javafx.scene.Scene;

/**
 * How long handlers of the window hold the FX thread: events of mouse and keyboard, and deliveries of background work. Processor time is
 * taken, so that a busy machine changes little; layout and drawing are no handlers. Used on the FX thread, but for the result.
 */
public final class HandlerTimes implements AutoCloseable {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, Long> longest = new TreeMap<>();
    private final Scene scene;
    private final EventDispatcher before;
    private String stop = "";
    private boolean measuring;

    /** Measures from now on until it is closed. */
    public HandlerTimes(Scene scene) {
        this.scene = scene;
        this.before = scene.getEventDispatcher();
        scene.setEventDispatcher((event, tail) -> {
            Event[] result = new Event[1];
            measure("event " + event.getEventType(), () -> result[0] = before.dispatchEvent(event, tail));
            return result[0];
        });
        FxThread.runWith(action -> measure("delivery " + action.getClass().getName().replaceAll("/0x.*", ""), action));
    }

    /** Where in the walk the next handlers run. */
    public void at(String where) {
        stop = where;
    }

    private void measure(String name, Runnable handler) {
        if (measuring) {
            handler.run(); // within another one, which counts it
            return;
        }
        measuring = true;
        long began = THREADS.getCurrentThreadCpuTime();
        try {
            handler.run();
        } finally {
            measuring = false;
            longest.merge(stop + ": " + name, THREADS.getCurrentThreadCpuTime() - began, Math::max);
        }
    }

    /** The longest of each kind at each stop since the last call, in nanoseconds. */
    public Map<String, Long> take() {
        Map<String, Long> taken = new TreeMap<>(longest);
        longest.clear();
        return taken;
    }

    @Override
    public void close() {
        scene.setEventDispatcher(before);
        FxThread.runWith(Runnable::run);
    }
}
