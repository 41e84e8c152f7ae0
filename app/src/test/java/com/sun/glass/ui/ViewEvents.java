package com.sun.glass.ui;

/**
 * Opens the protected notify methods of {@link View} to the test robot, which plays the part of a window system. Coordinates: first inside
 * the view, then on the screen.
 */
public final class ViewEvents {

    private static final int LINES_PER_NOTCH = 3;
    private static final double PIXELS_PER_LINE = 40;

    private ViewEvents() {}

    public static void mouse(View view, int type, int button, int x, int y, int screenX, int screenY, int modifiers) {
        view.notifyMouse(type, button, x, y, screenX, screenY, modifiers, false, false);
    }

    public static void contextMenu(View view, int x, int y, int screenX, int screenY) {
        view.notifyMenu(x, y, screenX, screenY, false);
    }

    /** @param lines turned; negative scrolls down */
    public static void scroll(View view, int x, int y, int screenX, int screenY, double lines, int modifiers) {
        view.notifyScroll(
                x, y, screenX, screenY, 0, lines, modifiers, 1, 0, LINES_PER_NOTCH, LINES_PER_NOTCH, PIXELS_PER_LINE, PIXELS_PER_LINE);
    }

    public static void dragEnter(View view, int x, int y, int screenX, int screenY, int action) {
        view.notifyDragEnter(x, y, screenX, screenY, action);
    }

    /** Returns the action the target would take. */
    public static int dragOver(View view, int x, int y, int screenX, int screenY, int action) {
        return view.notifyDragOver(x, y, screenX, screenY, action);
    }

    public static void dragLeave(View view) {
        view.notifyDragLeave();
    }

    /** Returns the action the target took. */
    public static int dragDrop(View view, int x, int y, int screenX, int screenY, int action) {
        return view.notifyDragDrop(x, y, screenX, screenY, action);
    }
}
