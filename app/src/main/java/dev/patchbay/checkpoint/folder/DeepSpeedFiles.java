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
 * What DeepSpeed, alone or through SAT and accelerate, left in the folder of one iteration, by the names of the files. With ZeRO-1 and 2
 * the weights lie whole in {@code mp_rank_00_model_states.pt}.
 *
 * @param names files that hold states of model or optimizer, in order
 */
record DeepSpeedFiles(Path folder, List<String> names) {

    static final String WEIGHTS = "mp_rank_00_model_states.pt";

    private static final Pattern STATES = Pattern.compile(".*_(model|optim)_states\\.pt");
    private static final Pattern RANK = Pattern.compile("mp_rank_\\d+_model_states\\.pt");
    private static final Pattern ZERO_3 = Pattern.compile("zero_pp_rank_\\d+_mp_rank_\\d+_model_states\\.pt");
    private static final Pattern SAT_ZERO_3 = Pattern.compile("z3_rank_\\d+_model_states\\.pt");

    /** Looks at the names in {@code folder}; nothing is found in what is no folder. */
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

    /** The file of the weights; a {@link CheckpointException} that says what to do if they are not whole or not there. */
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
