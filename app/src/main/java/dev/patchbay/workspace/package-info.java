/**
 * What is open at the moment: checkpoint, base, rules, scale, with undo, and the analysis that follows from it. {@link Workspace} is owned
 * by one thread (the window's); the analysis is a pure function of the {@link WorkspaceState}, computed in the background. No JavaFX here:
 * the window listens.
 */
@NullMarked
package dev.patchbay.workspace;

import org.jspecify.annotations.NullMarked;
