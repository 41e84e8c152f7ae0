package dev.patchbay.cli.input;

import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.message.Message;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A major version of transformers, {@code 4} or {@code 5}. */
final class TransformersVersion implements ITypeConverter<ClipNames> {

    @Override
    public ClipNames convert(String value) {
        return Arrays.stream(ClipNames.values())
                .filter(names -> names.version().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(Message.of("cli.transformers", value).text()));
    }
}
