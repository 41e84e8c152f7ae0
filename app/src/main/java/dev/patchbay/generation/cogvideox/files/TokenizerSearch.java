package dev.patchbay.generation.cogvideox.files;

import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds a tokenizer for a text encoder that comes as a single file: the one that was named, the one inside the file, one beside the files,
 * or one among the places where programs keep them. One that was not named has to be T5's and of the encoder's size.
 *
 * @param places folders of other programs on this machine in which a tokenizer may be; asked only if nothing nearer has one
 */
public record TokenizerSearch(Supplier<List<Path>> places) {

    private static final List<String> FILES = List.of("spiece.model", "tokenizer.json");

    /** Folders of pipelines: CogVideoX's own, FLUX's and Stable Diffusion 3's are T5's too. */
    private static final List<String> FOLDERS = List.of("", "tokenizer", "tokenizer_2", "tokenizer_3");

    /**
     * The tokenizer for a model.
     *
     * @param encoder file of the text encoder
     * @param vocabulary entries of its table
     * @throws GenerationException if the named one is not there, or there is none; the message says what is missing
     */
    public TokenizerFile find(ModelSource model, PartFile encoder, int vocabulary) throws IOException {
        if (model.tokenizer().isPresent()) {
            return named(model.tokenizer().get());
        }
        CheckpointOpener opener = encoder.plain();
        Optional<TokenizerFile> inside = TokenizerFile.inside(encoder.path(), opener);
        if (inside.isPresent()) {
            return inside.get();
        }
        return first(beside(model), vocabulary)
                .or(() -> first(places.get(), vocabulary))
                .orElseThrow(() -> new GenerationException(Message.of("generation.single.noTokenizer", encoder.path(), vocabulary)));
    }

    /** True for a file with a tokenizer's own name, and for a folder with one. */
    public static boolean isNamedLikeOne(Path path) {
        return Files.isDirectory(path)
                ? FILES.stream().anyMatch(file -> Files.isRegularFile(path.resolve(file)))
                : FILES.contains(String.valueOf(path.getFileName()));
    }

    private static TokenizerFile named(Path given) throws GenerationException {
        if (!isNamedLikeOne(given) && !Files.isRegularFile(given)) {
            throw new GenerationException(Message.of("generation.single.namedTokenizer", given));
        }
        return TokenizerFile.of(given);
    }

    private static List<Path> beside(ModelSource model) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : model.paths()) {
            Path folder = Files.isDirectory(file) ? file : file.toAbsolutePath().getParent();
            if (folder != null) {
                folders.add(folder);
                Optional.ofNullable(folder.toAbsolutePath().getParent()).ifPresent(folders::add);
            }
        }
        return List.copyOf(folders);
    }

    private static Optional<TokenizerFile> first(List<Path> folders, int vocabulary) {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            FOLDERS.forEach(name -> FILES.forEach(file -> files.add(folder.resolve(name).resolve(file))));
        }
        return Stream.concat(folders.stream(), files.stream())
                .filter(Files::isRegularFile)
                .filter(file -> TokenizerKind.isOfT5(file, vocabulary))
                .map(TokenizerFile::of)
                .findFirst();
    }
}
