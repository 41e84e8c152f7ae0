package com.sun.glass.ui.headless;

import com.sun.glass.ui.Clipboard;
import com.sun.glass.ui.EventLoop;
import com.sun.glass.ui.View;
import com.sun.glass.ui.ViewEvents;
import com.sun.glass.ui.Window;

/** The one drag that may be under way: tells windows that the pointer enters, moves, leaves or drops. */
final class NativeDrag {

    private static NativeDrag current;

    private final int offered;
    private final EventLoop loop;
    private View over;
    private int result = Clipboard.ACTION_NONE;

    private NativeDrag(int offered, EventLoop loop) {
        this.offered = offered;
        this.loop = loop;
    }

    static NativeDrag start(int offeredActions, EventLoop loop) {
        current = new NativeDrag(offeredActions, loop);
        return current;
    }

    /** The drag under way, or null. */
    static NativeDrag current() {
        return current;
    }

    /** Blocks in a nested event loop; returns the action that was taken. */
    int waitForEnd() {
        loop.enter();
        return result;
    }

    /** Moves the pointer over a window, or over nothing; returns the action the target would take. */
    int moveOver(Window window, double x, double y, boolean copy) {
        View view = window == null ? null : window.getView();
        if (view != over) {
            leave();
            over = view;
            if (view != null) {
                ViewEvents.dragEnter(view, inside(window.getX(), x), inside(window.getY(), y), (int) x, (int) y, wanted(copy));
            }
        }
        return view == null
                ? Clipboard.ACTION_NONE
                : ViewEvents.dragOver(view, inside(window.getX(), x), inside(window.getY(), y), (int) x, (int) y, wanted(copy));
    }

    void drop(Window window, double x, double y, boolean copy) {
        int action = moveOver(window, x, y, copy);
        int taken = Clipboard.ACTION_NONE;
        if (over != null && action != Clipboard.ACTION_NONE) {
            taken = ViewEvents.dragDrop(over, inside(window.getX(), x), inside(window.getY(), y), (int) x, (int) y, action);
        } else {
            leave();
        }
        end(taken);
    }

    void cancel() {
        leave();
        end(Clipboard.ACTION_NONE);
    }

    private void leave() {
        if (over != null) {
            ViewEvents.dragLeave(over);
            over = null;
        }
    }

    private void end(int taken) {
        current = null;
        result = taken;
        loop.leave(null);
    }

    /** Without a key the system offers to move where that is allowed; Ctrl asks for a copy. */
    private int wanted(boolean copy) {
        boolean canCopy = (offered & Clipboard.ACTION_COPY) != 0;
        if (copy && canCopy) {
            return Clipboard.ACTION_COPY;
        }
        if ((offered & Clipboard.ACTION_MOVE) != 0) {
            return Clipboard.ACTION_MOVE;
        }
        return canCopy ? Clipboard.ACTION_COPY : offered;
    }

    private static int inside(int origin, double screen) {
        return (int) screen - origin;
    }
}
