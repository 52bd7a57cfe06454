package org.stillcall.server;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One thing to put right in a configuration: its line (from 1; 0 for the file as a whole) and a plain sentence.
 *
 * @param open the file of a secret that is open to others, where that is what is wrong
 */
public record Fault(int line, String sentence, Optional<Path> open) {
    public Fault(int line, String sentence) {
        this(line, sentence, Optional.empty());
    }

    @Override
    public String toString() {
        return line == 0 ? sentence : "line " + line + ": " + sentence;
    }
}
