/**
 * What programs do with a file that was just written, by the models of their loaders: {@link LoaderCheck} asks the one that an export is
 * for, {@link KeptPrograms} all of them where the names stay as they are. A file that would act otherwise than was promised does not get
 * its name. Values are compared elsewhere; here names, shapes and scales are. How loaders read a file is asked of {@code loader}.
 */
@NullMarked
package dev.patchbay.export.proof;

import org.jspecify.annotations.NullMarked;
