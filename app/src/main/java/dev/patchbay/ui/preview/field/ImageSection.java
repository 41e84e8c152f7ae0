package dev.patchbay.ui.preview.field;

import atlantafx.base.theme.Styles;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Pixels;
import dev.patchbay.message.Message;
import dev.patchbay.ui.control.Buttons;
import dev.patchbay.ui.control.FileDrop;
import dev.patchbay.ui.control.Icon;
import dev.patchbay.ui.dialog.FileDialogs;
import dev.patchbay.ui.fx.Texts;
import dev.patchbay.ui.preview.setting.ImageChoice;
import dev.patchbay.ui.preview.setting.PreviewModel;
import dev.patchbay.ui.preview.setting.PreviewSettings;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The picture a clip begins with: chosen by a dialog or dropped here. Shown only for models that take one. */
public final class ImageSection extends VBox {

    private static final double THUMBNAIL = 96;

    private final ImageChoice choice;
    private final PreviewSettings settings;
    private final ImageView thumbnail = new ImageView();
    private final Label words = new Label();

    public ImageSection(PreviewModel model, PreviewSettings settings, FileDialogs dialogs) {
        super(8);
        this.choice = model.image();
        this.settings = settings;
        setId("preview-image");
        Label heading = new Label(Texts.of("preview.image"));
        heading.getStyleClass().addAll(Styles.TEXT_BOLD, "preview-heading");
        thumbnail.setFitWidth(THUMBNAIL);
        thumbnail.setFitHeight(THUMBNAIL);
        thumbnail.setPreserveRatio(true);
        words.setId("preview-image-words");
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button choose = Buttons.icon(Icon.FOLDER, Texts.of("preview.chooseImage"), () -> dialogs.openFile(
                Message.of("preview.chooseImage")).ifPresent(choice::choose));
        choose.setId("preview-choose-image");
        choose.setFocusTraversable(true);
        Button paste = Buttons.icon(Icon.DROP_HERE, Texts.of("preview.pasteImage"), this::paste);
        paste.setId("preview-paste-image");
        paste.setFocusTraversable(true);
        CheckBox crop = new CheckBox(Texts.of("preview.cropImage"));
        crop.setId("preview-crop-image");
        crop.setTooltip(new Tooltip(Texts.of("preview.cropImage.hint")));
        crop.selectedProperty().bindBidirectional(settings.croppedProperty());
        HBox row = new HBox(8, thumbnail, words, paste, choose);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(heading, row, crop);
        visibleProperty().bind(model.infoProperty().map(info -> info.map(PipelineInfo::takesImage).orElse(false)));
        managedProperty().bind(visibleProperty());
        FileDrop.on(this, files -> true, files -> choice.choose(files.getFirst()));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.V && event.isShortcutDown()) {
                paste();
                event.consume();
            }
        });
        settings.changesProperty().subscribe(count -> describe());
        choice.problemProperty().subscribe(problem -> describe());
    }

    private void describe() {
        Optional<Pixels> image = settings.usedImage();
        Optional<Message> problem = choice.problemProperty().get();
        thumbnail.setImage(image.map(ImageSection::shown).orElse(null));
        thumbnail.setManaged(image.isPresent());
        words.getStyleClass().setAll("label", problem.isPresent() ? Styles.DANGER : Styles.TEXT_MUTED);
        String size = settings.croppedProperty().get() ? "preview.image.cropped" : "preview.image.size";
        words.setText(problem.or(() -> image.map(pixels -> Message.of(size, pixels.width(), pixels.height())))
                .map(Message::text)
                .orElse(Texts.of("preview.image.hint")));
    }

    /** A picture or a file of one from the clipboard; anything else leaves things as they are. */
    private void paste() {
        Clipboard clipboard = Clipboard.getSystemClipboard();
        if (clipboard.hasFiles()) {
            choice.choose(clipboard.getFiles().getFirst().toPath());
        } else if (clipboard.hasImage()) {
            choice.take(pixels(clipboard.getImage()));
        }
    }

    /** Without transparency: what is transparent becomes black. */
    private static Pixels pixels(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), argb, 0, width);
        byte[] rgb = new byte[3 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            rgb[3 * i] = (byte) (argb[i] >> 16);
            rgb[3 * i + 1] = (byte) (argb[i] >> 8);
            rgb[3 * i + 2] = (byte) argb[i];
        }
        return new Pixels(width, height, rgb);
    }

    private static Image shown(Pixels pixels) {
        WritableImage image = new WritableImage(pixels.width(), pixels.height());
        image.getPixelWriter().setPixels(
                0, 0, pixels.width(), pixels.height(), PixelFormat.getByteRgbInstance(), pixels.rgb(), 0, 3 * pixels.width());
        return image;
    }
}
