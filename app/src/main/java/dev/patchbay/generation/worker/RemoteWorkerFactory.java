package dev.patchbay.generation.worker;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.ModelAssembly;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelineFactory;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Models that lie on another machine: all paths are the worker's own, and whatever there is to know about them the worker tells. */
public final class RemoteWorkerFactory implements VideoPipelineFactory {

    private final WorkerStarter starter;
    private final String name;

    /**
     * @param command starts the worker
     * @param version of this program
     */
    public RemoteWorkerFactory(WorkerCommand command, String version) {
        this(() -> command, command.name(), version, WorkerLink.Patience.USUAL);
    }

    RemoteWorkerFactory(Supplier<WorkerCommand> command, String name, String version, WorkerLink.Patience patience) {
        this.starter = new WorkerStarter(command, version, patience);
        this.name = name;
    }

    @Override
    public String plays() {
        return name;
    }

    @Override
    public boolean matches(ModelSource model) {
        return true;
    }

    @Override
    public PipelineInfo describe(ModelSource model) throws IOException {
        try (WorkerLink worker = starter.start(Cancellation.NEVER)) {
            if (worker.ask(new WireMessage.Describe(worker.files(model))) instanceof WireMessage.Described described) {
                return described.info();
            }
            throw worker.unexpected();
        }
    }

    @Override
    public Optional<ModelAssembly.Assembled> assembled(ModelSource model) throws IOException {
        try (WorkerLink worker = starter.start(Cancellation.NEVER)) {
            if (worker.ask(new WireMessage.Assemble(worker.files(model))) instanceof WireMessage.Assembled made) {
                return Optional.of(made.told());
            }
            throw worker.unexpected();
        }
    }

    /** The models that the worker's machine holds. */
    public MachineModels held() throws IOException {
        try (WorkerLink worker = starter.start(Cancellation.NEVER)) {
            if (worker.ask(new WireMessage.Look()) instanceof WireMessage.Held held) {
                return held.found();
            }
            throw worker.unexpected();
        }
    }

    /** Names and shapes of a model there, by which adapters are read here. */
    @Override
    public Optional<BaseModel> modules(ModelSource model) throws IOException {
        try (WorkerLink worker = starter.start(Cancellation.NEVER)) {
            if (worker.ask(new WireMessage.Modules(worker.files(model))) instanceof WireMessage.Listed listed) {
                List<ModuleDictionary> components = listed.components().stream()
                        .map(component -> new ModuleDictionary(component.component(), component.tensors()))
                        .toList();
                return Optional.of(new BaseModel(listed.name(), listed.family(), components, Optional.of(model.model())));
            }
            throw worker.unexpected();
        }
    }

    /** The engine and the devices of the worker's machine. */
    public EngineReport examine() throws IOException {
        try (WorkerLink worker = starter.start(Cancellation.NEVER)) {
            if (worker.ask(new WireMessage.Examine()) instanceof WireMessage.Examined examined) {
                return examined.report();
            }
            throw worker.unexpected();
        }
    }

    @Override
    public VideoPipeline load(ModelSource model, EngineChoice choice) throws IOException {
        return new WorkerPipeline(starter, model, choice);
    }
}
