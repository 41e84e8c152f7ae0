package dev.patchbay.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What systems and libraries say in exceptions becomes a reason in Patchbay's words. */
class ReasonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            No space left on device                                        | the disk is full
            There is not enough space on the disk                          | the disk is full
            Read-only file system                                          | the drive can only be read
            File name too long                                             | the name is longer than the drive allows
            Input/output error                                             | the disk or the network drive failed
            Cannot run program "x": error=2, No such file or directory     | it is not there
            Cannot run program "x": Exec failed, error: 13 (Permission denied) | the system does not allow it
            com.library.Node[17] went wrong                                | the system does not say why
            """)
    void aSystemIsUnderstoodAndALibraryNotQuoted(String words, String reason) {
        assertThat(Reason.of(new IOException(words)).text(Locale.ENGLISH)).isEqualTo(reason);
    }

    @Test
    void aFileIsNamedWhereTheExceptionKnowsIt() {
        assertThat(Reason.sentence(new AccessDeniedException("/a/b"))).hasToString("/a/b: the system does not allow it.");
        assertThat(Reason.sentence(new UncheckedIOException(new FileSystemException("/a/b", null, "Odd weather"))))
                .hasToString("/a/b: the system says “Odd weather”.");
    }

    @Test
    void wordsOfLibrariesAreNeverPassedOn() {
        String words = "BigIntegerNode method longValue() cannot convert";
        List<Throwable> problems = List.of(
                new EOFException(words), new ZipException(words), new UnknownHostException(words), new ConnectException(words),
                new SSLHandshakeException(words), new MalformedInputException(3), new IOException(words), new IllegalStateException(words),
                new UnsatisfiedLinkError(words), new OutOfMemoryError(words));
        assertThat(problems).allSatisfy(problem -> {
            assertThat(Reason.sentence(problem).text(Locale.ENGLISH)).doesNotContain("BigInteger", "longValue").endsWith(".");
            assertThat(Reason.sentence(problem).text(Locale.SIMPLIFIED_CHINESE)).doesNotContain("BigInteger", "longValue").endsWith("。");
        });
    }

    @Test
    void aSentenceOfOnesOwnStays() {
        Message own = Message.of("checkpoint.missing", Path.of("a"));
        assertThat(Reason.of(new ExplainedException(own) { })).isSameAs(own);
        assertThat(Reason.sentence(new UncheckedIOException(new ExplainedException(own) { }))).isSameAs(own);
    }
}
