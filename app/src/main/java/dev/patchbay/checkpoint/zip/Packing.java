package dev.patchbay.checkpoint.zip;

/** How the content of a zip entry lies in the file. */
enum Packing {
    /** As it is: what torch.save does, and the only way that can be mapped in place. */
    STORED,
    /** Deflated: what is left after somebody unpacked the archive and zipped it again. */
    DEFLATED,
    /** Encrypted, or packed in some other way. */
    OTHER
}
