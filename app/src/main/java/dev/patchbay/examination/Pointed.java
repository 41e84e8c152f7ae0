package dev.patchbay.examination;

import java.util.List;

/** A row that a person has selected, on either side. */
public sealed interface Pointed {

    /**
     * A row of the adapter's file.
     *
     * @param path of a tensor or a branch
     * @param tensors the tensor, or those below the branch; of a large branch some of them
     */
    record InFile(String path, List<String> tensors) implements Pointed {

        /** More tensors than any module has. */
        public static final int MOST = 40;

        public InFile {
            tensors = List.copyOf(tensors);
        }
    }

    /**
     * A row of the base.
     *
     * @param path of a module, behind its component
     */
    record InBase(String path) implements Pointed {}
}
