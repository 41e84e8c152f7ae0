package dev.patchbay.generation.worker;

import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.worker.WireMessage.SentAdapter;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that is loaded in a worker. The worker stays between runs; if it was lost, the next run starts another one and loads the model
 * again. Runs are serialised. Closing ends the worker, which gives all of its memory back.
 */
final class WorkerPipeline implements VideoPipeline {

    private final WorkerStarter starter;
    private final ModelSource model;
    private final EngineChoice choice;
    private final AdapterTransfers transfers = new AdapterTransfers();
    private volatile PipelineInfo info;
    private @Nullable WorkerLink link;
    private boolean closed;

    /** @throws IOException if the worker cannot be started or the model cannot be loaded in it */
    WorkerPipeline(WorkerStarter starter, ModelSource model, EngineChoice choice) throws IOException {
        this.starter = starter;
        this.model = model;
        this.choice = choice;
        WorkerLink started = starter.start(Cancellation.NEVER);
        this.link = started;
        try {
            this.info = load(started, Cancellation.NEVER);
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private PipelineInfo load(WorkerLink worker, Cancellation cancellation) throws IOException {
        WireMessage.Load load = new WireMessage.Load(worker.files(model), choice);
        if (worker.ask(load, WireBody.NONE, cancellation) instanceof WireMessage.Described loaded) {
            return loaded.info();
        }
        throw worker.unexpected();
    }

    @Override
    public PipelineInfo info() {
        return info;
    }

    @Override
    public synchronized GenerationPlan plan(GenerationRequest request) throws IOException {
        if (closed) {
            throw new GenerationException(Message.of("generation.closed"));
        }
        WorkerLink worker = worker(StepListener.SILENT, Cancellation.NEVER);
        if (worker.ask(new WireMessage.Plan(request.with(List.of()))) instanceof WireMessage.Planned planned) {
            return planned.plan();
        }
        throw worker.unexpected();
    }

    @Override
    public synchronized Clip generate(GenerationRequest request, StepListener listener, Cancellation cancellation) throws IOException {
        if (closed) {
            throw new GenerationException(Message.of("generation.closed"));
        }
        WorkerLink worker = worker(listener, cancellation);
        List<SentAdapter> adapters = new ArrayList<>();
        for (AppliedAdapter adapter : request.adapters()) {
            cancellation.check();
            adapters.add(send(worker, adapter, cancellation));
        }
        return worker.make(new WireMessage.Generate(request.with(List.of()), adapters, listener.wantsPictures()), listener, cancellation);
    }

    private WorkerLink worker(StepListener listener, Cancellation cancellation) throws IOException {
        WorkerLink present = link;
        if (present != null && present.answers()) {
            return present;
        }
        listener.stage(StepListener.Stage.LOADING);
        WorkerLink started = starter.start(cancellation);
        link = started;
        info = load(started, cancellation);
        return started;
    }

    private SentAdapter send(WorkerLink worker, AppliedAdapter adapter, Cancellation cancellation) throws IOException {
        AdapterTransfer transfer = transfers.pack(adapter);
        WireMessage.Offer offer = new WireMessage.Offer(transfer.sha256(), transfer.size());
        if (worker.ask(offer, WireBody.NONE, cancellation) instanceof WireMessage.Kept kept && !kept.present()) {
            worker.ask(new WireMessage.Send(transfer.sha256(), transfer.size()), transfer.body(), cancellation);
        }
        return new SentAdapter(transfer.sha256(), adapter.name(), adapter.strength(), adapter.expert());
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        transfers.close();
        if (link != null) {
            link.close();
        }
    }
}
