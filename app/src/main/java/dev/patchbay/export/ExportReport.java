package dev.patchbay.export;

import java.nio.file.Path;

/**
 * What was written and proven.
 *
 * @param out the new file
 * @param bytes its size
 * @param maxRelativeError largest ‖written − wanted‖ / ‖wanted‖ over all tensors after the file was read again; 0 where only names changed
 */
public record ExportReport(Path out, ExportPlan plan, long bytes, double maxRelativeError) {}
