package dev.patchbay.message;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;

/**
 * Why something did not go on, in Patchbay's own words: the one place that looks at what Java, its libraries and the operating system say
 * in an exception. Words of libraries are never passed on; they stay in the exception, which {@code --debug} prints.
 */
public final class Reason {

    /** What systems say, in lower case, and the reason it stands for. */
    private static final Map<String, String> SYSTEM = new LinkedHashMap<>();

    static {
        SYSTEM.put("no space left", "full");
        SYSTEM.put("not enough space", "full");
        SYSTEM.put("quota exceeded", "full");
        SYSTEM.put("read-only file system", "readOnly");
        SYSTEM.put("name too long", "nameTooLong");
        SYSTEM.put("permission denied", "denied");
        SYSTEM.put("operation not permitted", "denied");
        SYSTEM.put("access is denied", "denied");
        SYSTEM.put("no such file", "gone");
        SYSTEM.put("is a directory", "folder");
        SYSTEM.put("symbolic links", "loop");
        SYSTEM.put("too many open files", "manyOpen");
        SYSTEM.put("file too large", "tooLarge");
        SYSTEM.put("input/output error", "device");
        SYSTEM.put("stale file handle", "device");
        SYSTEM.put("no such device", "device");
        SYSTEM.put("being used", "held");
        SYSTEM.put("text file busy", "held");
        SYSTEM.put("exec format error", "program");
        SYSTEM.put("cannot allocate memory", "memory");
        SYSTEM.put("map failed", "memory");
        SYSTEM.put("broken pipe", "brokenOff");
        SYSTEM.put("stream closed", "brokenOff");
    }

    private Reason() {}

    /** The reason as a clause without a file, such as "the disk is full"; the whole sentence of an exception that has one. */
    public static Message of(Throwable problem) {
        return switch (problem) {
            case Explained explained -> explained.explanation();
            case UncheckedIOException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case FileSystemException file -> file(file);
            case CancellationException cancelled -> Message.of("reason.cancelled");
            case ClosedByInterruptException cancelled -> Message.of("reason.cancelled");
            case EOFException ended -> Message.of("reason.ended");
            case CharacterCodingException text -> Message.of("reason.text");
            case ZipException compressed -> Message.of("reason.compressed");
            case UnknownHostException host -> Message.of("reason.host");
            case InterruptedIOException silent -> Message.of("reason.silent");
            case SocketException connection -> Message.of("reason.connection");
            case SSLException certificate -> Message.of("reason.certificate");
            case IOException other -> system(String.valueOf(other.getMessage()), Message.of("reason.unknown"));
            case InvalidPathException path -> Message.of("reason.name");
            case OutOfMemoryError memory -> Message.of("reason.memory");
            case InternalError mapped -> Message.of("reason.mapped");
            case LinkageError library -> Message.of("reason.library");
            default -> Message.of("reason.fault", problem.getClass().getSimpleName());
        };
    }

    /** A whole sentence: that of the exception, or one around the reason, with the file where the exception knows it. */
    public static Message sentence(Throwable problem) {
        if (problem instanceof Explained explained) {
            return explained.explanation();
        }
        if (problem instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
            return sentence(wrapped.getCause());
        }
        return switch (problem) {
            case FileSystemException file when file.getFile() != null -> Message.of("reason.ofFile", file.getFile(), of(file));
            case InvalidPathException name -> Message.of("reason.ofFile", name.getInput(), of(name));
            default -> Message.of("reason.other", of(problem));
        };
    }

    private static Message file(FileSystemException problem) {
        return switch (problem) {
            case AccessDeniedException denied -> Message.of("reason.denied");
            case NoSuchFileException gone -> Message.of("reason.gone");
            case FileAlreadyExistsException there -> Message.of("reason.there");
            case FileSystemLoopException loop -> Message.of("reason.loop");
            default -> problem.getReason() == null
                    ? Message.of("reason.unknown")
                    : system(problem.getReason(), Message.of("reason.system", problem.getReason()));
        };
    }

    private static Message system(String words, Message otherwise) {
        String lower = words.toLowerCase(Locale.ROOT);
        return SYSTEM.entrySet().stream()
                .filter(entry -> lower.contains(entry.getKey()))
                .findFirst()
                .map(entry -> Message.of("reason." + entry.getValue()))
                .orElse(otherwise);
    }
}
