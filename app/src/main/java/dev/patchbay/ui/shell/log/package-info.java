/**
 * The place where everything stays that the window has told: what was exported, made or failed, with the buttons that go with it. What is
 * told is decided elsewhere; entries are kept by {@code ui.control.NoticeLog} as long as
 * the window is open. Begin with {@link LogPanel}.
 */
@NullMarked
package dev.patchbay.ui.shell.log;

import org.jspecify.annotations.NullMarked;
