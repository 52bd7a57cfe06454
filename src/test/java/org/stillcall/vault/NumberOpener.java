package org.stillcall.vault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.stillcall.base.Digits;
import org.stillcall.base.Randomness;

/**
 * Opens sealed numbers in a process of its own: prints a key a line, reads a sealed number a line, at the end waits.
 */
final class NumberOpener {
    private NumberOpener() {}

    /** Arguments: how many, the seed, and whether to make a text of each number, which is what must be found. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        boolean leaky = Boolean.parseBoolean(arguments[2]);
        long textLength = 0;
        try (CallKeys keys = new CallKeys(() -> 0, Randomness.seeded(Long.parseLong(arguments[1])), Digits.pool(4))) {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                CallKeys.CallKey key = keys.issue().orElseThrow();
                out.println(key.jwk());
                switch (keys.open(key.kid(), in.readLine())) {
                    case CallKeys.Refused refused ->
                        throw new IOException(refused.reason().name());
                    case CallKeys.Opened opened -> {
                        try (Digits number = opened.number()) {
                            textLength += leaky ? text(number).length() : number.length();
                        }
                    }
                }
            }
            out.println("opened " + textLength);
            String end = in.readLine();
            out.println(end == null ? "end" : "more");
        }
    }

    private static String text(Digits number) {
        MemorySegment copy = Arena.ofAuto().allocate(number.length());
        return new String(
                copy.asSlice(0, number.copyTo(copy, 0)).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }
}
