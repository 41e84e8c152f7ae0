package dev.patchbay.ui.control;

import javafx.scene.shape.SVGPath;

/** Icons of the {@link VideoPlayer}, drawn in a square of 16 units. */
enum PlayerIcon {
    PLAY("M4 2.5v11l9-5.5z"),
    PAUSE("M4 2.5h3v11H4zM9 2.5h3v11H9z"),
    BACK("M3 2.5h2v11H3zM13 2.5v11L5.5 8z"),
    FORWARD("M11 2.5h2v11h-2zM3 2.5v11L10.5 8z"),
    SIDE_BY_SIDE("M1 3h6.5v10H1zM8.5 3H15v10H8.5z"),
    WIPE("M1 3h6v10H1zM7.5 1h1v14h-1zM9 3h6v10H9zM10.2 4.2v7.6h3.6V4.2z");

    private final String path;

    PlayerIcon(String path) {
        this.path = path;
    }

    SVGPath shape() {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add("player-icon");
        return shape;
    }
}
