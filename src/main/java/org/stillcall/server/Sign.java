package org.stillcall.server;

/**
 * One thing that was looked at, and how it is: a sentence that says what to do where anything is to be done. Never a
 * name, a number or a secret.
 *
 * @param about what was looked at, in a word or two
 */
record Sign(Mark mark, String about, String sentence) {
    /** How it is, from good to bad. */
    enum Mark {
        OK("ok"),
        /** Somebody should look at it; the server works. */
        LOOK("look"),
        /** The server does not work, or does not keep what it promises. */
        WRONG("wrong");

        private final String word;

        Mark(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Sign ok(String about, String sentence) {
        return new Sign(Mark.OK, about, sentence);
    }

    static Sign look(String about, String sentence) {
        return new Sign(Mark.LOOK, about, sentence);
    }

    static Sign wrong(String about, String sentence) {
        return new Sign(Mark.WRONG, about, sentence);
    }

    /** On one line. */
    String line() {
        return "%-6s %s: %s".formatted(mark.word(), about, sentence);
    }
}
