/**
 * An adapter as another program reads it: which modules can be written, under which names (rules that follow the file's own rules), in
 * which shapes, with which scale. {@link AdapterPlanner} is the way in. Names, parts, scale and files of a program are asked of its object
 * in {@code loader}; a family's differences are rule files. Fused layers are the hard part: {@link TargetModules} starts with an example.
 */
@NullMarked
package dev.patchbay.export.adapter;

import org.jspecify.annotations.NullMarked;
