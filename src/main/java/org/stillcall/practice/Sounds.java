package org.stillcall.practice;

import static org.stillcall.base.Contract.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.stillcall.media.Prompt;

/**
 * What handsets say, loaded once.
 *
 * @param hello of a survivor's handset that answered
 * @param other of a survivor's handset at which somebody else answers
 * @param desk of the advocate's desk phone
 * @param greeting of the voicemail
 * @param tone after which its caller speaks
 */
record Sounds(Prompt hello, Prompt other, Prompt desk, Prompt greeting, Prompt tone) {
    static Sounds builtIn() {
        return new Sounds(load("hello"), load("other"), load("desk"), load("greeting"), load("tone"));
    }

    private static Prompt load(String name) {
        try (InputStream in = Sounds.class.getResourceAsStream("/practice/" + name + ".wav")) {
            check(in != null, "A sound of the practice carrier is missing from the product.");
            return Prompt.ofWav(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("A sound of the practice carrier cannot be read.", e);
        }
    }
}
