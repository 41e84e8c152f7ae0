package com.sun.glass.ui.headless;

import com.sun.glass.ui.Cursor;
import com.sun.glass.ui.GlassRobot;
import com.sun.glass.ui.Pixels;
import com.sun.glass.ui.Screen;
import java.nio.ByteBuffer;

/** The headless application with a larger screen and a robot that behaves like a window system. */
public final class HeadlessTestApplication extends HeadlessApplication {

    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    /** Windows are copied into the screen's buffer with this fixed row length, whatever the screen's width. */
    private static final int BUFFER_STRIDE = 1000;

    private Screen[] screens;

    @Override
    protected Screen[] staticScreen_getScreens() {
        if (screens == null) {
            frameBuffer = ByteBuffer.allocate((HEIGHT * BUFFER_STRIDE + WIDTH) * Integer.BYTES);
            Screen only = new Screen(0, 32, 0, 0, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, 100, 100, 1f, 1f, 1f, 1f);
            screens = new Screen[] {only};
        }
        return screens;
    }

    @Override
    public GlassRobot createRobot() {
        super.createRobot(); // windows report to it
        return new TestRobot(this);
    }

    /** Cursors with a picture do not exist here; a drag would ask for one. */
    @Override
    public Cursor createCursor(int x, int y, Pixels picture) {
        return createCursor(Cursor.CURSOR_DEFAULT);
    }
}
