package dev.gopherscope.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gopherscope.kernel.display.MimeBundle;
import dev.gopherscope.kernel.display.Renderers;
import dev.gopherscope.sim.Lab;
import dev.gopherscope.sim.observe.StepGraph;
import org.junit.jupiter.api.Test;

/** Pictures of small graphs whose colours change step by step. */
class StepGraphTest {

    private static StepGraph lost() {
        return Lab.barrier(Lab.NONE).search(Lab.L1).shortest().graph();
    }

    @Test
    void a_schedule_is_shown_with_a_slider_a_film_strip_and_text() throws Exception {
        MimeBundle bundle = Renderers.render(lost());
        JsonNode spec = new ObjectMapper().valueToTree(bundle.data().get(MimeBundle.VEGA_LITE));
        assertEquals("range", spec.at("/params/0/bind/input").asText());
        assertEquals(4, spec.at("/params/0/bind/max").asInt());
        String svg = (String) bundle.data().get(MimeBundle.SVG);
        for (String caption : new String[] {"scan G1", "r1 = A.f", "A.f = nil", "mark A"}) {
            assertTrue(svg.contains(caption), caption);
            assertTrue(bundle.text().contains(caption), caption);
        }
        assertTrue(svg.contains("lost: freed while in use"));
        assertTrue(bundle.text().endsWith("A black, B lost: freed while in use"), bundle.text());
    }

    @Test
    void the_answer_names_the_lost_object_and_the_number_of_steps() {
        assertEquals("Which order of steps frees an object that is in use?", lost().question());
        assertEquals("This one, in 4 steps: B is white at the end, and a slot reaches it.", lost().answer());
    }
}
