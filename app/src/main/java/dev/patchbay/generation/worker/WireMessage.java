package dev.patchbay.generation.worker;

import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.ModelAssembly;
import dev.patchbay.generation.ModelPart;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.StepListener;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the two sides say to each other. Requests go to the worker, events come from it; each is one line of JSON on the pipe. */
public sealed interface WireMessage {

    /** To the worker; it answers each with one {@link Answer}, and others of them only before it. */
    sealed interface Request extends WireMessage {}

    /** From the worker. */
    sealed interface Event extends WireMessage {}

    /** The event that ends a request. */
    sealed interface Answer extends Event {}

    /**
     * The files of a model, as paths on the worker's machine.
     *
     * @param model a folder or file
     */
    record Files(String model, Optional<String> textEncoder, Optional<String> vae, Optional<String> tokenizer) {

        static Files of(ModelSource source) {
            return new Files(
                    source.model().toString(), source.textEncoder().map(Path::toString), source.vae().map(Path::toString),
                    source.tokenizer().map(Path::toString));
        }

        ModelSource source() {
            return new ModelSource(Path.of(model), textEncoder.map(Path::of), vae.map(Path::of), tokenizer.map(Path::of));
        }
    }

    /** Describes a model without loading it. */
    record Describe(Files model) implements Request {}

    /** Puts a model together of the files of the worker's machine. */
    record Assemble(Files model) implements Request {}

    /** Asks which models the worker's machine holds. */
    record Look() implements Request {}

    /** Loads a model; the one that was loaded is closed first. */
    record Load(Files model, EngineChoice choice) implements Request {}

    /** Asks whether the worker has an adapter already. @param sha256 of the packed file, in hexadecimal */
    record Offer(String sha256, long size) implements Request {}

    /** An adapter; the bytes of the packed file follow the line. */
    record Send(String sha256, long size) implements Request {}

    /**
     * Makes a clip.
     *
     * @param request without its adapters
     * @param adapters that were offered or sent before
     * @param pictures whether coarse pictures are wanted
     */
    record Generate(GenerationRequest request, List<SentAdapter> adapters, boolean pictures) implements Request {}

    /** Asks for names and shapes of a model's tensors, by which adapters are read. */
    record Modules(Files model) implements Request {}

    /** Asks what a run of the loaded model will take. @param request without its adapters */
    record Plan(GenerationRequest request) implements Request {}

    /** Asks for the engine and its devices. */
    record Examine() implements Request {}

    /** Whether the worker is there. */
    record Ping() implements Request {}

    /** Stops the run; it has no answer of its own. */
    record Cancel() implements Request {}

    /**
     * The first event.
     *
     * @param protocol {@link Wire#PROTOCOL} of the worker
     * @param version of the worker's program
     * @param separator between the names of a path on the worker's machine
     */
    record Hello(int protocol, String version, String separator) implements Event {}

    /** Sent every few seconds, so that a silent worker is known to be gone. */
    record Alive() implements Event {}

    /** A stage begins. */
    record Stage(StepListener.Stage stage) implements Event {}

    /** A step is finished. */
    record Step(int done, int total, long nanos) implements Event {}

    /** A coarse picture of the clip as it would become; its bytes {@code [frames, height, width, 3]} follow the line. */
    record Picture(int frames, int width, int height, double explained) implements Event {}

    /** The answer to {@link Describe} and {@link Load}. */
    record Described(PipelineInfo info) implements Answer {}

    /**
     * The answer to {@link Assemble}.
     *
     * @param model with the files that were found
     * @param parts what each file is and what is missing
     * @param info its description, if nothing is missing
     * @param problem why it cannot be played
     */
    record Assembled(Files model, List<ModelPart> parts, Optional<PipelineInfo> info, Optional<Message> problem) implements Answer {

        static Assembled of(ModelAssembly.Assembled made) {
            return new Assembled(Files.of(made.source()), made.parts(), made.info(), made.problem());
        }

        ModelAssembly.Assembled told() {
            return new ModelAssembly.Assembled(model.source(), parts, info, problem);
        }
    }

    /** The answer to {@link Look}. */
    record Held(MachineModels found) implements Answer {}

    /** The answer to {@link Modules}. @param components in the model's order */
    record Listed(String name, String family, List<Component> components) implements Answer {}

    /** Tensors of one component of a model, by name. */
    record Component(String component, Map<String, Shape> tensors) {}

    /** The answer to {@link Offer} and {@link Send}. */
    record Kept(boolean present) implements Answer {}

    /** To {@link Ping}. */
    record Pong() implements Answer {}

    /** The answer to {@link Plan}. */
    record Planned(GenerationPlan plan) implements Answer {}

    /** The answer to {@link Examine}. */
    record Examined(EngineReport report) implements Answer {}

    /**
     * A finished clip; the numbers of its frames and then of its latents follow the line as little-endian float32.
     *
     * @param latents how many there are, each of {@code latentShape}
     */
    record Made(
            Shape shape,
            int latents,
            Shape latentShape,
            double framesPerSecond,
            dev.patchbay.generation.Clip.Seconds seconds,
            List<Message> warnings)
            implements Answer {}

    /** The request failed, and the worker is ready for the next one. */
    record Failed(Message why) implements Answer {}

    /** The run was cancelled, and the worker is ready for the next request. */
    record Cancelled() implements Answer {}

    /** An adapter of a run. @param sha256 of its packed file */
    record SentAdapter(String sha256, String name, double strength, AppliedAdapter.Expert expert) {}
}
