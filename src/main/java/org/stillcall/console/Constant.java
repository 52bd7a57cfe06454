package org.stillcall.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Comparing what must not be guessed, in the same time wherever it differs. */
final class Constant {
    private Constant() {}

    static boolean same(String ours, String offered) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }
}
