/**
 * Controls that several places use: the video player, icons, empty states. What ControlsFX has is used from there. No control knows the
 * workspace.
 */
@NullMarked
package dev.patchbay.ui.control;

import org.jspecify.annotations.NullMarked;
