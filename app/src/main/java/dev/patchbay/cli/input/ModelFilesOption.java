package dev.patchbay.cli.input;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.generation.ModelSource;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --model}, and the files of other components where the model is a single file. */
public final class ModelFilesOption {

    @Option(names = "--model", required = true)
    private Path model = Path.of("");

    @Option(names = "--text-encoder")
    private @Nullable Path textEncoder;

    @Option(names = "--vae")
    private @Nullable Path vae;

    @Option(names = "--tokenizer")
    private @Nullable Path tokenizer;

    /** As they were given. */
    public ModelSource source() {
        return new ModelSource(model, Optional.ofNullable(textEncoder), Optional.ofNullable(vae), Optional.ofNullable(tokenizer));
    }

    /** The same where the model lies: a name of the Hugging Face cache is a path then. */
    public ModelSource source(BaseModel opened) {
        return opened.folder().map(path -> new ModelSource(path, source().textEncoder(), source().vae(), source().tokenizer()))
                .orElseGet(this::source);
    }
}
