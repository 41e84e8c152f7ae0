package dev.patchbay.generation.worker;

import dev.patchbay.files.WholeOutput;
import dev.patchbay.files.reading.RegularFiles;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which worker a person has chosen, in a settings file: {@code {"command": "ssh box patchbay worker"}}. Without the file it is a process on
 * this machine.
 *
 * @param file is read again at each call
 */
public record WorkerSettingJson(Path file) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String COMMAND = "command";
    private static final long LARGEST = 1 << 16;

    /** @throws IOException if the file is there and is no such description; the message names it */
    public Optional<String> command() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (RegularFiles.size(file) > LARGEST) {
            throw new WorkerException(Message.of("worker.setting", file));
        }
        try {
            JsonNode command = MAPPER.readTree(RegularFiles.text(file)).path(COMMAND);
            if (command.isString() && !command.stringValue().isBlank()) {
                return Optional.of(command.stringValue());
            }
            throw new WorkerException(Message.of("worker.setting", file));
        } catch (JacksonException e) {
            throw new WorkerException(Message.of("worker.setting", file), e);
        }
    }

    /** @param command empty for a process on this machine */
    public void choose(Optional<String> command) throws IOException {
        if (command.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        byte[] json = MAPPER.writeValueAsString(Map.of(COMMAND, command.get().strip())).getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(file.toAbsolutePath().getParent());
        WholeOutput.shared(file).write(json.length, draft -> draft.write("", json), written -> written);
    }
}
