package org.stillcall.server;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One thing to put right in a configuration: its line (from 1; 0 for the file as a whole) and a plain sentence.
 *
 * @param unnamed the same without the name of a trunk or programme, where the sentence has one
 * @param open the file of a secret that is open to others, where that is what is wrong
 */
public record Fault(int line, String sentence, Optional<String> unnamed, Optional<Path> open) {
    public Fault(int line, String sentence) {
        this(line, sentence, Optional.empty(), Optional.empty());
    }

    /** What may be shown to whoever helps. */
    String withoutNames() {
        return unnamed.map(words -> new Fault(line, words)).orElse(this).toString();
    }

    @Override
    public String toString() {
        return line == 0 ? sentence : "line " + line + ": " + sentence;
    }
}
