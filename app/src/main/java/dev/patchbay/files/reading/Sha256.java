package dev.patchbay.files.reading;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making; every Java has it. */
public final class Sha256 {

    private final MessageDigest digest = make();

    /** What bytes go into. */
    public MessageDigest digest() {
        return digest;
    }

    /** The sum of what went in so far; starts again. */
    public String hexadecimal() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest make() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
