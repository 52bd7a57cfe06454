package org.stillcall.bill;

/**
 * How a bill's file is written.
 *
 * @param separator between two columns
 * @param headed whether its first line names the columns
 */
public record Writing(Encoding encoding, Separator separator, boolean headed) {
    /** How its characters stand in bytes; a mark at the beginning (BOM) is passed over. */
    public enum Encoding {
        /** UTF-8, and Latin-1 as well: nothing that is looked at differs in them. */
        BYTES,
        UTF_16LE,
        UTF_16BE
    }

    /** What stands between two columns. */
    public enum Separator {
        COMMA(','),
        SEMICOLON(';'),
        TAB('\t'),
        PIPE('|');

        private final char mark;

        Separator(char mark) {
            this.mark = mark;
        }

        char mark() {
            return mark;
        }
    }
}
