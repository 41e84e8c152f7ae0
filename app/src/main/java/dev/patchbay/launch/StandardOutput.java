package dev.patchbay.launch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Standard output for one writer alone. What others print on it afterwards, {@link System#out} and native libraries alike, goes to standard
 * error. Where the C library has no {@code dup} and {@code dup2} (Windows), native libraries keep standard output.
 */
final class StandardOutput {

    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int CHUNK = 1 << 16;

    private StandardOutput() {}

    static OutputStream take() throws IOException {
        System.out.flush();
        System.setOut(System.err);
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        if (library.find("dup2").isEmpty() || System.getProperty("os.name").startsWith("Windows")) {
            return new FileOutputStream(FileDescriptor.out);
        }
        FunctionDescriptor one = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        FunctionDescriptor two = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        FunctionDescriptor bytes = FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
        MethodHandle dup = linker.downcallHandle(library.findOrThrow("dup"), one);
        MethodHandle dup2 = linker.downcallHandle(library.findOrThrow("dup2"), two);
        MethodHandle write = linker.downcallHandle(library.findOrThrow("write"), bytes);
        try {
            int copy = (int) dup.invokeExact(OUT);
            int replaced = copy < 0 ? -1 : (int) dup2.invokeExact(ERR, OUT);
            if (replaced < 0) {
                throw new IOException("dup");
            }
            return new Descriptor(copy, write);
        } catch (IOException e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** A file descriptor that Java has no object for. */
    private static final class Descriptor extends OutputStream {

        private final int number;
        private final MethodHandle write;
        private final MemorySegment buffer = Arena.ofAuto().allocate(CHUNK);

        Descriptor(int number, MethodHandle write) {
            this.number = number;
            this.write = write;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            for (int at = 0; at < count; at += CHUNK) {
                int now = Math.min(CHUNK, count - at);
                MemorySegment.copy(bytes, from + at, buffer, ValueLayout.JAVA_BYTE, 0, now);
                writeBuffer(now);
            }
        }

        private void writeBuffer(int count) throws IOException {
            long at = 0;
            while (at < count) {
                long written;
                try {
                    written = (long) write.invokeExact(number, buffer.asSlice(at), count - at);
                } catch (Throwable t) {
                    throw new IllegalStateException(t);
                }
                if (written < 0) {
                    throw new IOException("write");
                }
                at += written;
            }
        }
    }
}
