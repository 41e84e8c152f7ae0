package com.sun.glass.ui.headlesstest;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Clipboard;
import com.sun.glass.ui.delegate.ClipboardDelegate;
import com.sun.glass.ui.headless.DragClipboard;
import com.sun.glass.ui.headless.HeadlessPlatformFactory;
import com.sun.glass.ui.headless.HeadlessTestApplication;

/**
 * The platform of {@code -Dglass.platform=HeadlessTest}: JavaFX's headless platform with what GUI tests need on top: a 1920×1080 screen,
 * mouse and key modifiers, mouse grab, and native drag and drop. JavaFX finds it by its name. It uses internals, so JavaFX is pinned, and
 * it works on the class path only.
 */
public final class HeadlessTestPlatformFactory extends HeadlessPlatformFactory {

    @Override
    public Application createApplication() {
        return new HeadlessTestApplication();
    }

    @Override
    public ClipboardDelegate createClipboardDelegate() {
        ClipboardDelegate system = super.createClipboardDelegate();
        return name -> Clipboard.DND.equals(name) ? new DragClipboard() : system.createClipboard(name);
    }
}
