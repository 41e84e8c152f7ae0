package dev.patchbay.workspace.place;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.HuggingFaceRepository;
import dev.patchbay.checkpoint.remote.RemoteAddress;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds checkpoints that other programs keep on this machine. */
public final class ModelPlaces {

    /** {@code hf:org/name}, optionally followed by a path inside the repository. */
    private static final Pattern REPOSITORY = Pattern.compile("hf:([\\w][\\w.-]*/[\\w][\\w.-]*)(?:/(.*))?");

    /** Greatest number of folder entries to look at: some seconds on a slow disk. */
    private static final int ALLOWANCE = 100_000;

    private final Supplier<PlaceFolders> folders;
    private final int allowance;

    /** @param folders called for each search, since ComfyUI may have been installed meanwhile */
    public ModelPlaces(Supplier<PlaceFolders> folders) {
        this(folders, ALLOWANCE);
    }

    ModelPlaces(Supplier<PlaceFolders> folders, int allowance) {
        this.folders = folders;
        this.allowance = allowance;
    }

    /** The folders that are searched. */
    public PlaceFolders folders() {
        return folders.get();
    }

    /**
     * Finds adapters and base models by the names of files and folders, without opening any. Depends on the speed of the disk: call it on
     * a background thread.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public FoundPlaces find(Cancellation cancellation) {
        PlaceFolders where = folders();
        FolderWalk walk = new FolderWalk(cancellation, allowance);
        List<CheckpointPlace> places = new ArrayList<>(new HuggingFacePlaces(walk).in(where.hub()));
        ComfyUiPlaces comfyUi = new ComfyUiPlaces(walk);
        where.comfyUi().forEach(folder -> places.addAll(comfyUi.in(folder)));
        places.sort(Comparator.comparing(CheckpointPlace::source).thenComparing(CheckpointPlace::name, String.CASE_INSENSITIVE_ORDER));
        return new FoundPlaces(places, walk.isComplete());
    }

    /**
     * Folders and files in which a tokenizer may be: those of ComfyUI beside text encoders, and the repositories of the Hugging Face cache.
     * None is opened; most hold none.
     */
    public List<Path> tokenizers() {
        return new TokenizerPlaces(folders(), new FolderWalk(Cancellation.NEVER, allowance)).find();
    }

    /** Files of text encoders and autoencoders in ComfyUI's folders, none opened. */
    public List<Path> components() {
        FolderWalk walk = new FolderWalk(Cancellation.NEVER, allowance);
        ComfyUiPlaces comfyUi = new ComfyUiPlaces(walk);
        return folders().comfyUi().stream()
                .flatMap(folder -> comfyUi.in(folder).stream())
                .filter(place -> place.kind() == PlaceKind.COMPONENT)
                .map(CheckpointPlace::path)
                .toList();
    }

    /** True for {@code hf:org/name}, also with a path inside the repository. */
    public static boolean isRepository(String name) {
        return REPOSITORY.matcher(name).matches();
    }

    /**
     * The path of {@code hf:org/name} or {@code hf:org/name/path/in/it} in the Hugging Face cache; any other name is taken as a path.
     *
     * @throws CheckpointException if the repository, or the path in it, is not in the cache
     * @throws InvalidPathException if the name is not a valid path
     */
    public Path resolve(String name) throws IOException {
        Matcher matcher = REPOSITORY.matcher(name);
        if (!matcher.matches()) {
            return RemoteAddress.isAddress(name) ? RemoteAddress.place(name) : Path.of(name);
        }
        Path hub = folders().hub();
        Path folder = hub.resolve(HuggingFaceRepository.PREFIX + matcher.group(1).replace("/", "--"));
        HuggingFaceRepository repository = HuggingFaceRepository.at(folder)
                .orElseThrow(() -> new CheckpointException(Message.of("workspace.place.notCached", matcher.group(1), hub)));
        String inside = Optional.ofNullable(matcher.group(2)).orElse("");
        if (inside.isEmpty()) {
            return repository.folder();
        }
        Path snapshot = repository.snapshot();
        Path path = snapshot.resolve(inside).normalize();
        if (!path.startsWith(snapshot) || !Files.exists(path)) {
            throw new CheckpointException(Message.of("workspace.place.notInRepository", matcher.group(1), inside, snapshot));
        }
        return path;
    }
}
