package org.stillcall.server;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reasons for what a test's configuration has weaker than the guide. */
public final class Excused {
    static final String REASON = "The old exchange is replaced in the spring.";

    private Excused() {}

    /** {@code [[weaker]]} for each of these, for a month. */
    public static String weaker(String... settings) {
        LocalDate until = LocalDate.now(ZoneOffset.UTC).plusDays(30);
        return Arrays.stream(settings)
                .map(setting -> entry(setting, REASON, until.toString()))
                .collect(Collectors.joining());
    }

    static String entry(String setting, String reason, String until) {
        return "\n[[weaker]]\nsetting = \"%s\"\nreason = \"%s\"\nuntil = %s\n".formatted(setting, reason, until);
    }
}
