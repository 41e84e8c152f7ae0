package dev.patchbay.ui.export;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What is done outside the panel.
 *
 * @param showInFolder shows a file in the system's file manager
 * @param preview opens a file as adapter and shows the place Preview
 * @param open opens a file as adapter
 * @param resize offers to write the open adapter with another rank and to go on with that file
 */
public record ExportActions(Consumer<Path> showInFolder, Consumer<Path> preview, Consumer<Path> open, LongConsumer resize) {}
