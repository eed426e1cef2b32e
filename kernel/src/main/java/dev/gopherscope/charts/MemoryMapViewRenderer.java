package dev.gopherscope.charts;

import dev.gopherscope.charts.picture.Pictures;
import dev.gopherscope.charts.theme.Fonts;
import dev.gopherscope.charts.theme.Units;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderer;
import dev.gopherscope.sim.observe.MemoryMapView;
import dev.gopherscope.sim.observe.MemoryMapView.Span;
import java.util.Base64;
import java.util.Map;

/** Shows a {@link MemoryMapView} as a map of its pages and slots: SVG, PNG at twice the size, and text. */
public final class MemoryMapViewRenderer implements Renderer<MemoryMapView> {
    private static final String QUESTION = "How much of the heap's spans is alive?";

    @Override
    public Class<MemoryMapView> type() {
        return MemoryMapView.class;
    }

    @Override
    public MimeBundle render(MemoryMapView map) {
        Fonts.prepare();
        String answer = answer(map);
        String plain = answer.replace("**", "");
        Pictures.Size size = Pictures.size(map, QUESTION, answer);
        return MimeBundle.text(QUESTION + "\n" + plain + "\n" + map.toText())
                .with(MimeBundle.SVG, Pictures.svg(map, QUESTION, answer, plain))
                .with(MimeBundle.PNG, Base64.getEncoder().encodeToString(Pictures.png(map, QUESTION, answer)))
                .withMetadata(MimeBundle.PNG, Map.of("width", size.width(), "height", size.height(), "alt", plain));
    }

    private static String answer(MemoryMapView map) {
        long spans = map.spans().stream()
                        .filter(s -> !s.stack())
                        .mapToLong(Span::npages)
                        .sum()
                * map.pageBytes();
        long stacks =
                map.spans().stream().filter(Span::stack).mapToLong(Span::npages).sum() * map.pageBytes();
        if (spans == 0) {
            return "Nothing: no span holds an object.";
        }
        long all = (long) map.pages() * map.pageBytes();
        return "**" + Units.percent(map.liveBytes() / (double) spans) + "** of " + Units.bytes(spans) + ": "
                + Units.bytes(map.liveBytes()) + " are live objects. Stacks take " + Units.bytes(stacks) + ", "
                + Units.bytes(all - spans - stacks) + " of pages are free.";
    }
}
