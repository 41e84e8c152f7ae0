/**
 * The window's work as a document: the workspace file that it belongs to, what of it is not saved, what is missing, what was opened lately,
 * and the session that outlives a crash. {@link DocumentModel} decides; the views here ask and list. How files look is the business of
 * {@code workspace.saved}.
 */
@NullMarked
package dev.patchbay.ui.shell.document;

import org.jspecify.annotations.NullMarked;
