package dev.gopherscope.charts;

import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.kernel.display.MimeBundle;
import java.util.Base64;
import java.util.Map;

/** Adds the drawn forms of a picture to a bundle. */
final class DrawnBundle {

    private DrawnBundle() {}

    /**
     * The bundle with SVG, and with PNG at twice the size.
     *
     * @param size that of the SVG, which the PNG is shown in
     * @param description for readers who can't see it
     */
    static MimeBundle of(MimeBundle bundle, String svg, byte[] png, Pictures.Size size, String description) {
        return bundle.with(MimeBundle.SVG, svg)
                .with(MimeBundle.PNG, Base64.getEncoder().encodeToString(png))
                .withMetadata(
                        MimeBundle.PNG, Map.of("width", size.width(), "height", size.height(), "alt", description));
    }
}
