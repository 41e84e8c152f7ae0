package dev.patchbay.video;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held, as a JPEG's Exif block tells it (tag 0x0112 of TIFF 6.0): a number from 1 to 8. Pictures are shown upright, as
 * diffusers' {@code load_image} does.
 *
 * @param number 1 if nothing is to be done
 */
record ExifOrientation(int number) {

    private static final int TAG = 0x0112;
    private static final int EXIF_SEGMENT = 0xE1;
    private static final int START_OF_SCAN = 0xDA;
    private static final byte[] HEADER = {'E', 'x', 'i', 'f', 0, 0};
    private static final int ENTRY_BYTES = 12;

    /** The orientation of a file; 1 if it is no JPEG, tells none or tells nonsense. */
    static ExifOrientation of(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        if (file.length < 4 || bytes.getShort(0) != (short) 0xFFD8) {
            return new ExifOrientation(1);
        }
        int at = 2;
        while (at + 4 <= file.length && file[at] == (byte) 0xFF && Byte.toUnsignedInt(file[at + 1]) != START_OF_SCAN) {
            int length = Short.toUnsignedInt(bytes.getShort(at + 2));
            int end = Math.min(file.length, at + 2 + length);
            if (Byte.toUnsignedInt(file[at + 1]) == EXIF_SEGMENT && startsWithHeader(file, at + 4, end)) {
                return tiff(bytes.slice(at + 4 + HEADER.length, end - at - 4 - HEADER.length));
            }
            at += 2 + Math.max(2, length);
        }
        return new ExifOrientation(1);
    }

    private static boolean startsWithHeader(byte[] file, int from, int end) {
        return end - from >= HEADER.length && ByteBuffer.wrap(file, from, HEADER.length).equals(ByteBuffer.wrap(HEADER));
    }

    private static ExifOrientation tiff(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return new ExifOrientation(1);
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long first = Integer.toUnsignedLong(tiff.getInt(4));
        if (first + 2 > tiff.limit()) {
            return new ExifOrientation(1);
        }
        int entries = Short.toUnsignedInt(tiff.getShort((int) first));
        for (int i = 0; i < entries; i++) {
            long at = first + 2 + (long) i * ENTRY_BYTES;
            if (at + ENTRY_BYTES > tiff.limit()) {
                break;
            }
            if (Short.toUnsignedInt(tiff.getShort((int) at)) == TAG) {
                int number = Short.toUnsignedInt(tiff.getShort((int) at + 8));
                return new ExifOrientation(number >= 1 && number <= 8 ? number : 1);
            }
        }
        return new ExifOrientation(1);
    }

    /** True if rows become columns. */
    private boolean turned() {
        return number >= 5;
    }

    int width(int storedWidth, int storedHeight) {
        return turned() ? storedHeight : storedWidth;
    }

    int height(int storedWidth, int storedHeight) {
        return turned() ? storedWidth : storedHeight;
    }

    /** The stored column of a pixel of the upright picture. */
    int sourceX(int x, int y, int storedWidth) {
        int along = turned() ? y : x;
        boolean mirrored = number == 2 || number == 3 || number == 7 || number == 8;
        return mirrored ? storedWidth - 1 - along : along;
    }

    /** The stored row of a pixel of the upright picture. */
    int sourceY(int x, int y, int storedHeight) {
        int along = turned() ? x : y;
        boolean mirrored = number == 3 || number == 4 || number == 6 || number == 7;
        return mirrored ? storedHeight - 1 - along : along;
    }
}
