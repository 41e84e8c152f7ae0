package com.sun.glass.ui.headless;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.Clipboard;
import com.sun.glass.ui.SystemClipboard;
import java.util.HashMap;

/** The clipboard of drag and drop. Content never leaves the process, so pushing it only starts the drag. */
public final class DragClipboard extends SystemClipboard {

    public DragClipboard() {
        super(Clipboard.DND);
    }

    /** Starts the drag and returns when it has ended, as GTK does; events go on in a nested loop. */
    @Override
    protected void pushToSystem(HashMap<String, Object> content, int actions) {
        NativeDrag drag = NativeDrag.start(actions, Application.GetApplication().createEventLoop());
        actionPerformed(drag.waitForEnd());
    }

    @Override
    protected boolean isOwner() {
        return true;
    }

    @Override
    protected void pushTargetActionToSystem(int action) {}

    @Override
    protected Object popFromSystem(String mime) {
        return null;
    }

    @Override
    protected int supportedSourceActionsFromSystem() {
        return Clipboard.ACTION_NONE;
    }

    @Override
    protected String[] mimesFromSystem() {
        return new String[0];
    }
}
