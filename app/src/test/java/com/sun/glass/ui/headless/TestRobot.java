package com.sun.glass.ui.headless;

import com.sun.glass.events.KeyEvent;
import com.sun.glass.events.MouseEvent;
import com.sun.glass.ui.Application;
import com.sun.glass.ui.ViewEvents;
import com.sun.glass.ui.Window;
import java.util.EnumSet;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

/**
 * Mouse and keyboard of a window system. Every event is sent later, never inside the call, so that a handler may enter a nested event
 * loop (a drag, a dialog) while the test goes on.
 */
final class TestRobot extends HeadlessRobot {

    private final EnumSet<MouseButton> down = EnumSet.noneOf(MouseButton.class);
    private final EnumSet<KeyCode> keys = EnumSet.noneOf(KeyCode.class);
    /** Released while no window had the keyboard. */
    private final EnumSet<KeyCode> unheard = EnumSet.noneOf(KeyCode.class);
    private double mouseX;
    private double mouseY;
    private Window hovered;
    /** Gets all mouse events while a button is down, wherever the pointer is. */
    private Window grabbed;

    TestRobot(HeadlessApplication application) {
        super(application);
    }

    @Override
    public double getMouseX() {
        return mouseX;
    }

    @Override
    public double getMouseY() {
        return mouseY;
    }

    @Override
    public void keyPress(KeyCode key) {
        keys.add(key);
        later(() -> {
            giveTheKeyboardToSomeWindow();
            unheard.forEach(super::keyRelease);
            unheard.clear();
            if (key == KeyCode.ESCAPE && NativeDrag.current() != null) {
                NativeDrag.current().cancel();
                grabbed = null;
            } else {
                super.keyPress(key);
            }
        });
    }

    @Override
    public void keyRelease(KeyCode key) {
        keys.remove(key);
        later(() -> {
            if (Window.getWindows().stream().anyMatch(TestRobot::hears)) {
                super.keyRelease(key);
            } else {
                unheard.add(key); // the headless robot would go on as if it were down
            }
        });
    }

    /** The headless robot drops keys where no window has the keyboard; a window system gives it to one of those that are left. */
    private static void giveTheKeyboardToSomeWindow() {
        if (Window.getWindows().stream().noneMatch(TestRobot::hears)) {
            Window.getWindows().stream()
                    .filter(window -> isUsable(window) && window.getOwner() == null)
                    .reduce((first, second) -> second)
                    .ifPresent(Window::requestFocus);
        }
    }

    private static boolean hears(Window window) {
        return isUsable(window) && window.isFocused();
    }

    @Override
    public void mouseMove(double x, double y) {
        mouseX = x;
        mouseY = y;
        int modifiers = modifiers();
        boolean copy = keys.contains(KeyCode.CONTROL);
        MouseButton button = down.isEmpty() ? null : down.iterator().next();
        later(() -> {
            if (NativeDrag.current() != null) {
                NativeDrag.current().moveOver(windowAt(x, y), x, y, copy);
                return;
            }
            hover(x, y, modifiers);
            if (button == null) {
                send(hovered, MouseEvent.MOVE, MouseEvent.BUTTON_NONE, x, y, modifiers);
            } else {
                send(hovered, MouseEvent.DRAG, getGlassEventButton(button), x, y, modifiers);
            }
        });
    }

    @Override
    public void mousePress(MouseButton... buttons) {
        for (MouseButton button : buttons) {
            down.add(button);
            int modifiers = modifiers();
            double x = mouseX;
            double y = mouseY;
            later(() -> press(button, x, y, modifiers));
        }
    }

    @Override
    public void mouseRelease(MouseButton... buttons) {
        for (MouseButton button : buttons) {
            down.remove(button);
            int modifiers = modifiers();
            boolean copy = keys.contains(KeyCode.CONTROL);
            boolean last = down.isEmpty();
            double x = mouseX;
            double y = mouseY;
            later(() -> release(button, x, y, modifiers, copy, last));
        }
    }

    @Override
    public void mouseWheel(int amount) {
        double x = mouseX;
        double y = mouseY;
        int modifiers = modifiers();
        later(() -> {
            Window window = windowAt(x, y);
            int line = amount > 0 ? -1 : 1;
            for (int i = 0; window != null && i < Math.abs(amount); i++) {
                ViewEvents.scroll(window.getView(), (int) x - window.getX(), (int) y - window.getY(), (int) x, (int) y, line, modifiers);
            }
        });
    }

    private void press(MouseButton button, double x, double y, int modifiers) {
        hover(x, y, modifiers);
        if (grabbed == null) {
            grabbed = hovered;
        }
        Window target = hovered;
        if (!isUsable(target)) {
            return;
        }
        if (!target.isFocused() && target.getOwner() == null) {
            target.requestFocus();
        }
        send(target, MouseEvent.DOWN, getGlassEventButton(button), x, y, modifiers);
        if (button == MouseButton.SECONDARY && isUsable(target)) {
            ViewEvents.contextMenu(target.getView(), (int) x - target.getX(), (int) y - target.getY(), (int) x, (int) y);
        }
    }

    private void release(MouseButton button, double x, double y, int modifiers, boolean copy, boolean last) {
        if (NativeDrag.current() != null) {
            NativeDrag.current().drop(windowAt(x, y), x, y, copy);
            grabbed = last ? null : grabbed;
            return;
        }
        send(grabbed != null ? grabbed : hovered, MouseEvent.UP, getGlassEventButton(button), x, y, modifiers);
        if (last) {
            grabbed = null;
            hover(x, y, modifiers);
        }
    }

    /** Sends exit and enter where the pointer has come to another window. */
    private void hover(double x, double y, int modifiers) {
        Window now = grabbed != null ? grabbed : windowAt(x, y);
        if (now != hovered) {
            Window before = hovered;
            hovered = now;
            send(before, MouseEvent.EXIT, MouseEvent.BUTTON_NONE, x, y, modifiers);
            send(now, MouseEvent.ENTER, MouseEvent.BUTTON_NONE, x, y, modifiers);
        }
    }

    private int modifiers() {
        int modifiers = getModifiers(down.toArray(MouseButton[]::new));
        modifiers |= keys.contains(KeyCode.CONTROL) ? KeyEvent.MODIFIER_CONTROL : 0;
        modifiers |= keys.contains(KeyCode.SHIFT) ? KeyEvent.MODIFIER_SHIFT : 0;
        modifiers |= keys.contains(KeyCode.ALT) ? KeyEvent.MODIFIER_ALT : 0;
        return modifiers;
    }

    /** The topmost window there: the one shown last. */
    private static Window windowAt(double x, double y) {
        Window hit = null;
        for (Window window : Window.getWindows()) {
            boolean inside = x >= window.getX()
                    && x < window.getX() + window.getWidth()
                    && y >= window.getY()
                    && y < window.getY() + window.getHeight();
            if (inside && window.isVisible() && isUsable(window)) {
                hit = window;
            }
        }
        return hit;
    }

    private static boolean isUsable(Window window) {
        return window != null && !window.isClosed() && window.getView() != null;
    }

    private static void send(Window window, int type, int button, double x, double y, int modifiers) {
        if (isUsable(window)) {
            ViewEvents.mouse(
                    window.getView(), type, button, (int) x - window.getX(), (int) y - window.getY(), (int) x, (int) y, modifiers);
        }
    }

    private static void later(Runnable event) {
        Application.invokeLater(event);
    }
}
