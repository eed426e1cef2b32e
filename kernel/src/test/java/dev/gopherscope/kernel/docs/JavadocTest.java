package dev.gopherscope.kernel.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Documentation comments as a reader sees them. */
class JavadocTest {

    @Test
    void tags_lists_and_code_are_rendered() {
        Javadoc doc = Javadoc.of("""
                 Finds a {@code Map<K, V>}, or {@link java.util.List#of(Object) a list}; see {@linkplain Object here}.
                 <p>More &lt;text&gt;:
                 <ul>
                 <li>one
                 <li><b>two</b>
                 </ul>
                 <pre>{@code
                 int x = 1;
                 }</pre>
                 @param <T> the type
                 @param key what is {@literal <sought>}
                 @return the value,
                     or null
                 @throws java.io.IOException if it can't
                 @see java.util.Map#get
                 @since 1.2
                """);
        assertEquals("""
                Finds a Map<K, V>, or a list; see here.

                More <text>:
                  - one
                  - two

                    int x = 1;

                Parameters:
                  - T: the type
                  - key: what is <sought>

                Returns:
                  - the value, or null

                Throws:
                  - IOException: if it can't

                See:
                  - Map.get

                Since:
                  - 1.2""", doc.text().replaceAll("(?m)^ +$", "").replaceAll("\n\n\n+", "\n\n"));
        assertTrue(doc.html().contains("<code>Map&lt;K, V&gt;</code>"), doc::html);
        assertTrue(doc.html().contains("<code>a list</code>"), doc::html);
    }

    @Test
    void nothing_of_a_comment_gets_into_the_page_but_plain_elements() {
        String html = Javadoc.of(
                        "<script>alert(1)</script> <a href=\"javascript:x\" onclick=\"y\">link</a> <img src=x onerror=z> <p style=\"a\">{@code <b>} &bogus<x>;")
                .html();
        assertFalse(html.matches("(?s).*(<script|<a |href|onclick|<img|onerror|style).*"), html);
        assertTrue(html.contains("alert(1)"), html);
        assertTrue(html.contains("&lt;b&gt;"), html);
    }

    @Test
    void broken_comments_are_shown_as_they_are() {
        assertTrue(Javadoc.of("{@code never closed").text().contains("never closed"));
        assertTrue(Javadoc.of("a {@link } b").text().startsWith("a"));
        assertEquals("a */ b", Javadoc.of("a */ b").text());
        assertEquals("\\user", Javadoc.of("{@literal \\}user").text());
        assertTrue(Javadoc.of("\\unicode").text().endsWith("nicode"));
    }

    @Test
    void the_comment_before_a_declaration_is_found() {
        Javadoc doc = Javadoc.before("\n/**\n * Adds.\n * Twice.\n */\nint f() { }");
        assertNotNull(doc);
        assertEquals("Adds. Twice.", doc.text());
        assertNull(Javadoc.before("/* no */ int f() { }"));
        assertNull(Javadoc.before("int f() { /** no */ }"));
    }
}
