package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.message.Message;
import java.util.List;
import java.util.Set;

/**
 * What a program will do with an adapter.
 *
 * @param program whose loader was modelled
 * @param version of the program, or a commit of it where its source was only read
 * @param acting adapter modules that will take effect, wholly or in part
 * @param of number of adapter modules in the file
 * @param message what the program will do, as a sentence
 * @param elsewhere what it does beside other versions of a library, of which only the source was read; empty where that is the same
 */
public record Verdict(
        Program program, String version, Outcome outcome, List<AdapterModule> acting, int of, Message message, List<Verdict> elsewhere) {

    public Verdict {
        acting = List.copyOf(acting);
        elsewhere = List.copyOf(elsewhere);
    }

    /** The same beside any version of its libraries. */
    public Verdict(Program program, String version, Outcome outcome, List<AdapterModule> acting, int of, Message message) {
        this(program, version, outcome, acting, of, message, List.of());
    }

    /** By the version that the program's loader was modelled after. */
    public Verdict(Program program, Outcome outcome, List<AdapterModule> acting, int of, Message message) {
        this(program, program.loader().version(), outcome, acting, of, message);
    }

    /**
     * The same where values were read.
     *
     * @param notFinite stored tensors that hold NaN or infinity
     */
    public Verdict with(Set<String> notFinite) {
        return RuinousNumbers.judge(this, notFinite);
    }

    /** Number of adapter modules that will take effect. */
    public int applied() {
        return acting.size();
    }

    /** True if every module takes effect. */
    public boolean applies() {
        return outcome == Outcome.APPLIES;
    }

    /** True if every module takes effect, though what they are multiplied by may ruin it. */
    public boolean takesAll() {
        return applies() || outcome == Outcome.RUINS && applied() == of;
    }

    /** False where the program stops before it looks at a tensor, as PEFT does without a configuration. */
    public boolean isOfTheTensors() {
        return !message.key().equals(PeftVerdict.NO_CONFIG);
    }

    /** The verdict in one word. */
    public enum Outcome {
        /** Every module takes effect. */
        APPLIES,
        /** Some modules take effect; the others are skipped with a warning at most. */
        PARTIAL,
        /** The run goes on as if there were no adapter, since the loader looks for other names. */
        IGNORED,
        /** The loader makes room in the model and fills none of it: the run goes on as if there were no adapter. */
        EMPTY,
        /** Some of what acts is no number, or multiplied by none, and so is every picture. */
        RUINS,
        /** The loader stops with an error, or the model does when it is moved or run. */
        RAISES,
        /** Not known for this model. */
        UNKNOWN
    }
}
