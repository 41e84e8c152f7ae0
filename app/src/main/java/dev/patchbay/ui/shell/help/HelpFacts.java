package dev.patchbay.ui.shell.help;

import dev.patchbay.task.BackgroundTask;
import dev.patchbay.task.TaskExecutor;

/**
 * What the panel shows that the window does not know.
 *
 * @param version of Patchbay
 * @param licences of what it is made of, one a line
 * @param doctor what {@code patchbay doctor} says; takes seconds
 */
public record HelpFacts(String version, String licences, BackgroundTask<String> doctor, TaskExecutor executor) {}
