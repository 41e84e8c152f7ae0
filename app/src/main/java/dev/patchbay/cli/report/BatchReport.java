package dev.patchbay.cli.report;

import dev.patchbay.message.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The results of a batch in the formats that build servers and tables read.
 *
 * @param command that ran for each input
 * @param results in the order of the inputs
 */
public record BatchReport(String command, List<BatchResult> results) {

    public BatchReport {
        results = List.copyOf(results);
    }

    /** In the format that the name asks for: {@code .csv}, else JUnit's XML. */
    public String textFor(String fileName) {
        return isTable(fileName) ? csv() : junit();
    }

    /** True for a name that one of the formats has. */
    public static boolean isKnown(String fileName) {
        return isTable(fileName) || fileName.toLowerCase(Locale.ROOT).endsWith(".xml");
    }

    private static boolean isTable(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** A test case for each input; a problem that was found is a failure, an input that cannot be used an error. */
    String junit() {
        long failures = results.stream().filter(BatchResult::hasProblem).count();
        long errors = results.stream().filter(BatchResult::isFailed).count();
        double seconds = results.stream().mapToDouble(BatchResult::seconds).sum();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"patchbay ").append(escaped(command)).append("\" tests=\"").append(results.size())
                .append("\" failures=\"").append(failures).append("\" errors=\"").append(errors)
                .append("\" skipped=\"0\" time=\"").append(time(seconds)).append("\">\n");
        results.forEach(result -> append(result, xml));
        return xml.append("</testsuite>\n").toString();
    }

    private void append(BatchResult result, StringBuilder xml) {
        xml.append("  <testcase classname=\"patchbay.").append(escaped(command)).append("\" name=\"").append(escaped(inLine(result.in())))
                .append("\" time=\"").append(time(result.seconds())).append("\">\n");
        if (result.isFailed() || result.hasProblem()) {
            String element = result.isFailed() ? "error" : "failure";
            xml.append("    <").append(element).append(" message=\"").append(escaped(inLine(result.headline()))).append("\">")
                    .append(escaped(PlainText.of(result.isFailed() ? result.error() : result.told())))
                    .append("</").append(element).append(">\n");
        } else {
            xml.append("    <system-out>").append(escaped(PlainText.of(result.told()))).append("</system-out>\n");
        }
        xml.append("  </testcase>\n");
    }

    /** RFC 4180, a line for each input. */
    String csv() {
        return results.stream()
                .map(result -> String.join(
                        ",", quoted(result.in()), quoted(result.out().orElse("")), Integer.toString(result.code()), time(result.seconds()),
                        quoted(result.headline())))
                .collect(Collectors.joining("\r\n", "input,output,exit_code,seconds,message\r\n", "\r\n"));
    }

    private static String quoted(String text) {
        return '"' + inLine(text).replace("\"", "\"\"") + '"';
    }

    private static String inLine(String text) {
        return PlainText.inLine(text);
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** Characters that XML 1.0 cannot hold, such as halves of a surrogate pair in a file name, become U+FFFD. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isHeld(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isHeld(int c) {
        return c >= 0x20 && c < 0xD800 || c >= 0xE000 && c < 0xFFFE || c > 0xFFFF || c == '\n' || c == '\t';
    }
}
