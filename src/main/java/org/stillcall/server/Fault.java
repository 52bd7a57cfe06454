package org.stillcall.server;

/** One thing to put right in a configuration: its line (from 1; 0 for the file as a whole) and a plain sentence. */
public record Fault(int line, String sentence) {
    @Override
    public String toString() {
        return line == 0 ? sentence : "line " + line + ": " + sentence;
    }
}
