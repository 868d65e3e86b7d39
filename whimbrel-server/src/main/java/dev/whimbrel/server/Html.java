package dev.whimbrel.server;

/** HTML under construction. What is not ours goes in as text, and only so. Not thread-safe. */
final class Html {

    private final StringBuilder text = new StringBuilder();

    /** Add markup of ours. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Add what may hold anything. */
    Html text(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(c);
            }
        }
        return this;
    }

    Html element(String name, String content) {
        return raw("<" + name + ">").text(content).raw("</" + name + ">");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
