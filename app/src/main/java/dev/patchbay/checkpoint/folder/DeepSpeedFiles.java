package dev.patchbay.checkpoint.folder;

import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that DeepSpeed, directly or through SAT or accelerate, writes into the folder of one iteration, recognised by name. With
 * ZeRO-1 and 2, {@code mp_rank_00_model_states.pt} has the whole weights.
 *
 * @param names files with the state of the model or optimizer, in order
 */
record DeepSpeedFiles(Path folder, List<String> names) {

    static final String WEIGHTS = "mp_rank_00_model_states.pt";

    private static final Pattern STATES = Pattern.compile(".*_(model|optim)_states\\.pt");
    private static final Pattern RANK = Pattern.compile("mp_rank_\\d+_model_states\\.pt");
    private static final Pattern ZERO_3 = Pattern.compile("zero_pp_rank_\\d+_mp_rank_\\d+_model_states\\.pt");
    private static final Pattern SAT_ZERO_3 = Pattern.compile("z3_rank_\\d+_model_states\\.pt");

    /** The files in {@code folder}; none if it is no folder. */
    static DeepSpeedFiles in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new DeepSpeedFiles(folder, List.of());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return new DeepSpeedFiles(
                    folder,
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> STATES.matcher(name).matches())
                            .sorted()
                            .toList());
        }
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /**
     * The file with the weights.
     *
     * @throws CheckpointException with advice if the weights are missing or spread over several files
     */
    Path weights() throws CheckpointException {
        if (names.stream().anyMatch(name -> RANK.matcher(name).matches() && !name.equals(WEIGHTS))) {
            throw new CheckpointException(Message.of("checkpoint.folder.modelParallel", folder));
        }
        if (names.contains(WEIGHTS)) {
            return folder.resolve(WEIGHTS);
        }
        Optional<String> zero3 = first(ZERO_3);
        if (zero3.isPresent()) {
            throw new CheckpointException(Message.of("checkpoint.folder.zero3", folder, zero3.get()));
        }
        Optional<String> satZero3 = first(SAT_ZERO_3);
        if (satZero3.isPresent()) {
            throw new CheckpointException(Message.of("checkpoint.folder.satZero3", folder, satZero3.get()));
        }
        throw new CheckpointException(Message.of("checkpoint.folder.optimizerOnly", folder, names.getFirst(), WEIGHTS));
    }

    private Optional<String> first(Pattern pattern) {
        return names.stream().filter(name -> pattern.matcher(name).matches()).findFirst();
    }
}
