package org.stillcall.server;

/** Plain text in lines that fit on paper: titles, paragraphs, and entries with a word in front. */
final class SheetText {
    private static final int WIDTH = 96;

    private final StringBuilder text = new StringBuilder(16_384);

    void title(String words) {
        text.append(words).append('\n').append("=".repeat(words.length())).append('\n');
    }

    void heading(String words) {
        text.append('\n')
                .append(words)
                .append('\n')
                .append("-".repeat(words.length()))
                .append('\n');
    }

    void paragraph(String words) {
        text.append('\n');
        wrap("", words);
    }

    void group(String words) {
        text.append('\n');
        wrap("", words);
    }

    void entry(String name, String words) {
        wrap("    ", name + ": " + words);
    }

    /** Between words, further lines two deeper. */
    private void wrap(String indent, String words) {
        StringBuilder line = new StringBuilder(indent);
        boolean begun = false;
        for (String word : words.split(" ", -1)) {
            if (begun && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line.setLength(0);
                line.append(indent).append(indent.isEmpty() ? "" : "  ");
                begun = false;
            }
            line.append(begun ? " " : "").append(word);
            begun = true;
        }
        text.append(line).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
