package dev.patchbay.ui.preview.setting;

import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.Pixels;
import dev.patchbay.workspace.saved.SavedFile;
import dev.patchbay.workspace.saved.SavedPreview;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** All settings of a clip except the adapters. */
public final class PreviewSettings {

    /** Random seeds have up to nine digits: short enough to read out. */
    private static final long SEEDS = 1_000_000_000;

    private final StringProperty prompt = new SimpleStringProperty("");
    private final StringProperty negativePrompt = new SimpleStringProperty("");
    private final LongProperty seed = new SimpleLongProperty(42);
    private final BooleanProperty seedLocked = new SimpleBooleanProperty(true);
    private final IntegerProperty steps = new SimpleIntegerProperty(30);
    private final IntegerProperty frames = new SimpleIntegerProperty(49);
    private final IntegerProperty height = new SimpleIntegerProperty(480);
    private final IntegerProperty width = new SimpleIntegerProperty(720);
    private final ObjectProperty<Double> guidance = new SimpleObjectProperty<>(6.0);
    private final BooleanProperty dynamicGuidance = new SimpleBooleanProperty(false);
    private final StringProperty scheduler = new SimpleStringProperty("");
    private final ObjectProperty<Optional<Pixels>> image = new SimpleObjectProperty<>(Optional.empty());
    private final BooleanProperty cropped = new SimpleBooleanProperty(false);
    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper(0);
    private boolean takesImage;

    public PreviewSettings() {
        List.of(prompt, negativePrompt, seed, steps, frames, height, width, guidance, dynamicGuidance, scheduler, image, cropped)
                .forEach(property -> property.subscribe((before, now) -> changes.set(changes.get() + 1)));
    }

    /** Grows with each change of a setting that a clip depends on. */
    public ReadOnlyLongProperty changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /** Sets a new random seed. */
    public void rollSeed() {
        seed.set(ThreadLocalRandom.current().nextLong(SEEDS));
    }

    /** Whether the model takes an image; one that was chosen is kept for the next model that does. */
    void takeImage(boolean takes) {
        takesImage = takes;
    }

    void apply(PresetValues values) {
        steps.set(values.steps());
        frames.set(values.frames());
        height.set(values.height());
        width.set(values.width());
        guidance.set(values.guidance());
        dynamicGuidance.set(values.dynamicGuidance());
        scheduler.set(values.scheduler());
    }

    PresetValues values() {
        return new PresetValues(
                steps.get(), frames.get(), height.get(), width.get(), guidance.get(), dynamicGuidance.get(), scheduler.get());
    }

    /** As a workspace file has it; the adapter is played as a new one is. */
    SavedPreview saved(Optional<SavedFile> model, Map<String, SavedFile> parts, Optional<SavedFile> picture) {
        return new SavedPreview(
                prompt.get(), negativePrompt.get(), seed.get(), seedLocked.get(), steps.get(), frames.get(), height.get(), width.get(),
                guidance.get(), dynamicGuidance.get(), scheduler.get(), model, parts, picture, 1, true, List.of(),
                cropped.get(), Map.of());
    }

    void restore(SavedPreview saved) {
        prompt.set(saved.prompt());
        negativePrompt.set(saved.negativePrompt());
        seed.set(saved.seed());
        seedLocked.set(saved.seedLocked());
        cropped.set(saved.cropped());
        apply(new PresetValues(
                saved.steps(), saved.frames(), saved.height(), saved.width(), saved.guidance(), saved.dynamicGuidance(),
                saved.scheduler()));
    }

    /** Takes over the settings of a clip that was made. */
    public void take(GenerationRequest request) {
        prompt.set(request.prompt());
        negativePrompt.set(request.negativePrompt());
        seed.set(request.seed());
        apply(new PresetValues(
                request.steps(), request.frames(), request.height(), request.width(), request.guidance(), request.dynamicGuidance(),
                request.scheduler()));
    }

    /** Called after each change. */
    public void listen(Runnable listener) {
        Stream.of(prompt, negativePrompt, seed, seedLocked, steps, frames, height, width, guidance, dynamicGuidance, scheduler, image,
                        cropped)
                .forEach(property -> property.subscribe(listener));
    }

    /** The request for the clip without adapters. */
    public GenerationRequest request() {
        return new GenerationRequest(
                prompt.get().strip(),
                negativePrompt.get().strip(),
                seed.get(),
                steps.get(),
                frames.get(),
                height.get(),
                width.get(),
                guidance.get(),
                dynamicGuidance.get(),
                scheduler.get(),
                List.of(),
                takesImage ? usedImage() : Optional.empty(),
                GenerationRequest.Flow.USUAL);
    }

    /** The picture as the model gets it, before it is brought to the clip's size. */
    public Optional<Pixels> usedImage() {
        boolean possible = cropped.get() && width.get() > 0 && height.get() > 0;
        return image.get().map(picture -> possible ? picture.cropped(width.get(), height.get()) : picture);
    }

    /** Whether the middle of the picture is used, in the clip's shape; else the whole is stretched, as diffusers does. */
    public BooleanProperty croppedProperty() {
        return cropped;
    }

    /** The picture that the clip begins with. */
    public ObjectProperty<Optional<Pixels>> imageProperty() {
        return image;
    }

    public StringProperty promptProperty() {
        return prompt;
    }

    public StringProperty negativePromptProperty() {
        return negativePrompt;
    }

    public LongProperty seedProperty() {
        return seed;
    }

    /** While false, every run uses a new random seed. */
    public BooleanProperty seedLockedProperty() {
        return seedLocked;
    }

    public IntegerProperty stepsProperty() {
        return steps;
    }

    public IntegerProperty framesProperty() {
        return frames;
    }

    public IntegerProperty heightProperty() {
        return height;
    }

    public IntegerProperty widthProperty() {
        return width;
    }

    public ObjectProperty<Double> guidanceProperty() {
        return guidance;
    }

    public BooleanProperty dynamicGuidanceProperty() {
        return dynamicGuidance;
    }

    /** Name of a sampler of the model's family; empty until a model is read. */
    public StringProperty schedulerProperty() {
        return scheduler;
    }
}
