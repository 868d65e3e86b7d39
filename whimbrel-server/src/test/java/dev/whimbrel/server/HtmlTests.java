package dev.whimbrel.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HtmlTests {

    @Test
    void leavesNoMarkupInText() {
        assertThat(new Html()
                        .element("td", "<script>alert(\"a\" && 'b')</script>")
                        .toString())
                .isEqualTo("<td>&lt;script&gt;alert(&quot;a&quot; &amp;&amp; &#39;b&#39;)&lt;/script&gt;</td>");
    }

    @Test
    void leavesOtherTextAlone() {
        assertThat(new Html().text("Überblick – 漢字 ✓").toString()).isEqualTo("Überblick – 漢字 ✓");
    }
}
