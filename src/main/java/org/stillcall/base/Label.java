package org.stillcall.base;

import static org.stillcall.base.Contract.require;

/**
 * A short name that the host chose in the configuration (a trunk's, a programme's): {@code a-z 0-9 - _ .}, at most 40
 * characters, never seven digits in a row, so that no number can stand in it. May be logged.
 */
public record Label(String text) implements Comparable<Label> {
    public Label {
        require(isLabel(text), "A label is 1 to 40 of a-z, 0-9, '-', '_', '.', without seven digits in a row.");
    }

    /** Whether {@code text} may be a label. */
    public static boolean isLabel(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            run = digit ? run + 1 : 0;
            if (run == 7 || !(digit || c >= 'a' && c <= 'z' || c == '-' || c == '_' || c == '.')) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 40;
    }

    @Override
    public int compareTo(Label other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
