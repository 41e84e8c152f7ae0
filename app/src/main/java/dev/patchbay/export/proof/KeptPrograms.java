package dev.patchbay.export.proof;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.Verdict;
import dev.patchbay.message.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The programs that take an adapter as it is. A file that is made of it and keeps its names has to be taken by each of them as well, with
 * the same scale of each module.
 */
public final class KeptPrograms {

    private final BaseModel base;
    private final Map<Program, Reading> before;
    private final boolean wanting;

    private KeptPrograms(BaseModel base, Map<Program, Reading> before, boolean wanting) {
        this.base = base;
        this.before = before;
        this.wanting = wanting;
    }

    /**
     * Those that take the source.
     *
     * @param base that it is for
     * @throws IOException if an alpha tensor cannot be read
     */
    public static KeptPrograms of(Checkpoint source, BaseModel base) throws IOException {
        return new KeptPrograms(base, Reading.all(source, base), false);
    }

    /**
     * The same for a file that lacks some of the source's modules: what is left of them has to be taken as a whole.
     *
     * @throws IOException as {@link #of}
     */
    public static KeptPrograms ofSome(Checkpoint source, BaseModel base) throws IOException {
        return new KeptPrograms(base, Reading.all(source, base), true);
    }

    /**
     * @param target final name of the file, for messages
     * @param file what was written
     * @return what each program does with it
     * @throws ExportException if one of them does less than with the source, or gives a module another scale
     */
    public List<Verdict> check(Path target, Checkpoint file) throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        for (Map.Entry<Program, Reading> after : Reading.all(file, base).entrySet()) {
            Optional<Reading> source = Optional.ofNullable(before.get(after.getKey())).filter(Reading::isTaken);
            if (source.isPresent()) {
                refuseLess(target, source.get(), after.getValue());
                refuseOtherScale(target, source.get(), after.getValue());
            }
            verdicts.add(after.getValue().verdict());
        }
        return verdicts;
    }

    private void refuseLess(Path target, Reading source, Reading written) throws ExportException {
        boolean whole = !source.verdict().applies() || written.verdict().applies();
        boolean fewer = !wanting && written.verdict().applied() < source.verdict().applied();
        if (!whole || written.isRefused() || fewer) {
            throw new ExportException(Message.of(
                    "export.check.loaderLess", target, written.title(), base.name(), source.verdict().applied(), source.verdict().of(),
                    written.verdict().message()));
        }
    }

    private static void refuseOtherScale(Path target, Reading source, Reading written) throws ExportException {
        for (Map.Entry<Reading.Named, Double> after : written.scales().entrySet()) {
            double wanted = Objects.requireNonNullElse(source.scales().get(after.getKey()), after.getValue());
            if (!ScaleCheck.isSame(after.getValue(), wanted)) {
                throw new ExportException(Message.of(
                        "export.check.scale", target, written.title(), after.getKey().address(), after.getValue(), wanted));
            }
        }
    }
}
