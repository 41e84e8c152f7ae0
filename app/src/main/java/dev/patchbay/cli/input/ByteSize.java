package dev.patchbay.cli.input;

import dev.patchbay.message.Message;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes in the notation of diffusers: {@code 5GB}, {@code 500MB}; powers of ten. */
public final class ByteSize implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB)?");

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw noSize(text);
        }
        long unit = switch (size.group(2) == null ? "B" : size.group(2)) {
            case "KB" -> 1_000;
            case "MB" -> 1_000_000;
            case "GB" -> 1_000_000_000;
            default -> 1;
        };
        long count = Long.parseLong(size.group(1));
        if (count > Long.MAX_VALUE / unit) {
            throw noSize(text);
        }
        return count * unit;
    }

    private static TypeConversionException noSize(String text) {
        return new TypeConversionException(Message.of("cli.convert.shardSize", text).text());
    }
}
