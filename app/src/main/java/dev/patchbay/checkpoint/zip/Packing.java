package dev.patchbay.checkpoint.zip;

/** Compression of a zip entry. */
enum Packing {
    /** None, as torch.save writes it; the only one that can be mapped. */
    STORED,
    /** Deflate, if somebody unpacked the archive and zipped it again. */
    DEFLATED,
    /** Encrypted, or any other compression. */
    OTHER
}
