package dev.patchbay.export.proof;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The programs that take a sum of adapters, which has names of its own and the scale 1: whichever of them applies it has to find that
 * scale, and a sum that each is known to refuse is none.
 *
 * @param target final name of the file, for messages
 * @param base that it is for
 */
public record SumPrograms(Path target, BaseModel base) {

    /**
     * @param file what was written
     * @return what each program does with it
     * @throws ExportException if each of them would apply nothing of it, or one would give a module another scale than 1
     */
    public List<Verdict> check(Checkpoint file) throws IOException {
        Collection<Reading> readings = Reading.all(file, base).values();
        if (!readings.isEmpty() && readings.stream().allMatch(Reading::isRefused)) {
            Reading first = readings.iterator().next();
            throw new ExportException(
                    Message.of("export.check.loaderNone", target, base.name(), first.title(), first.verdict().message()));
        }
        for (Reading reading : readings) {
            for (var scale : reading.scales().entrySet()) {
                if (!ScaleCheck.isSame(scale.getValue(), 1)) {
                    throw new ExportException(Message.of(
                            "export.check.scale", target, reading.title(), scale.getKey().address(), scale.getValue(), 1.0));
                }
            }
        }
        return readings.stream().map(Reading::verdict).toList();
    }
}
