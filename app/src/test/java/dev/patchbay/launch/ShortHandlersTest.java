package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.HandlerTimes;
import dev.patchbay.ui.fx.FxThread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.event.EventHandler;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/**
 * Every place, panel and dialog is opened, and no handler holds the FX thread for 50 ms. The first walk loads classes; of the others the
 * least of each handler counts, which is what it costs.
 */
class ShortHandlersTest extends WalkedWindow {

    private static final long MOST = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int WALKS = 2;

    @Test
    void noHandlerHoldsTheWindow(FxRobot robot) throws Exception {
        window().go(robot, stop -> {});
        Map<String, Long> least = new HashMap<>();
        HandlerTimes times = FxWait.get(() -> new HandlerTimes(window().scene()));
        for (int walk = 0; walk < WALKS; walk++) {
            window().go(robot, stop -> robot.interact(() -> times.at("after " + stop)));
            FxWait.get(times::take).forEach((handler, nanos) -> least.merge(handler, nanos, Math::min));
        }
        robot.interact(times::close);
        assertThat(least).as("the walk was measured").hasSizeGreaterThan(30);
        List<String> slow = least.entrySet().stream()
                .filter(handler -> handler.getValue() > MOST)
                .map(handler -> TimeUnit.NANOSECONDS.toMillis(handler.getValue()) + " ms " + handler.getKey())
                .toList();
        assertThat(slow).isEmpty();
    }

    @Test
    void oneThatHoldsItWouldBeSeen(FxRobot robot) {
        HandlerTimes times = FxWait.get(() -> new HandlerTimes(window().scene()));
        robot.interact(() -> times.at("here"));
        EventHandler<KeyEvent> slow = event -> compute();
        robot.interact(() -> window().scene().addEventFilter(KeyEvent.KEY_PRESSED, slow));
        robot.push(KeyCode.F12);
        robot.interact(() -> window().scene().removeEventFilter(KeyEvent.KEY_PRESSED, slow));
        FxThread.later(ShortHandlersTest::compute);
        Map<String, Long> seen = FxWait.get(times::take);
        robot.interact(times::close);
        assertThat(seen.get("here: event KEY_PRESSED")).isGreaterThan(MOST);
        assertThat(seen).anySatisfy((handler, nanos) -> {
            assertThat(handler).startsWith("here: delivery");
            assertThat(nanos).isGreaterThan(MOST);
        });
    }

    /** Uses the processor for as long as no handler may. */
    private static void compute() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + 2 * MOST;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
    }
}
