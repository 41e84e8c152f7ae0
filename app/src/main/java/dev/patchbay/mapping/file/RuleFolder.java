package dev.patchbay.mapping.file;

import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule files in a person's folder.
 *
 * @param sets of the files that could be read, by file name
 * @param problems one sentence for each file that was skipped
 */
public record RuleFolder(List<RuleSet> sets, List<Message> problems) {

    /** A folder without rule files. */
    public static final RuleFolder NONE = new RuleFolder(List.of(), List.of());

    /** Most files that are read; further ones are ignored. */
    static final int MOST_FILES = 500;

    public RuleFolder {
        sets = List.copyOf(sets);
        problems = List.copyOf(problems);
    }

    /** Reads every {@code *.json} of the folder; a missing folder counts as empty. */
    public static RuleFolder read(Path folder) {
        List<RuleSet> sets = new ArrayList<>();
        List<Message> problems = new ArrayList<>();
        for (Path file : files(folder, problems)) {
            try {
                sets.add(RuleSetCodec.read(file));
            } catch (RuleSyntaxException e) {
                problems.add(e.explanation());
            } catch (ExplainedException e) {
                problems.add(e.explanation());
            } catch (IOException e) {
                problems.add(Message.of("mapping.fileUnreadable", file));
            }
        }
        return new RuleFolder(sets, problems);
    }

    private static List<Path> files(Path folder, List<Message> problems) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : found) {
                if (files.size() == MOST_FILES) {
                    problems.add(Message.of("mapping.manyFiles", folder, MOST_FILES));
                    break;
                }
                files.add(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            problems.add(Message.of("mapping.fileUnreadable", folder));
        }
        return files.stream().sorted().toList();
    }
}
