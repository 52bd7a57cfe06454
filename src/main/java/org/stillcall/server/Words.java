package org.stillcall.server;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Words of the configuration and what they stand for, in the order in which a fault lists them. */
final class Words {
    private Words() {}

    static <T> Map<String, T> of(String word, T meaning, String otherWord, T otherMeaning) {
        Map<String, T> words = new LinkedHashMap<>();
        words.put(word, meaning);
        words.put(otherWord, otherMeaning);
        return Collections.unmodifiableMap(words);
    }

    static <T> Map<String, T> of(String w1, T m1, String w2, T m2, String w3, T m3) {
        Map<String, T> words = new LinkedHashMap<>(of(w1, m1, w2, m2));
        words.put(w3, m3);
        return Collections.unmodifiableMap(words);
    }

    static <T> Map<String, T> of(String w1, T m1, String w2, T m2, String w3, T m3, String w4, T m4) {
        Map<String, T> words = new LinkedHashMap<>(of(w1, m1, w2, m2, w3, m3));
        words.put(w4, m4);
        return Collections.unmodifiableMap(words);
    }
}
