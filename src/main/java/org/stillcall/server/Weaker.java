package org.stillcall.server;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.stillcall.base.Label;

/**
 * A setting that may be weaker than the guide for a while (G24).
 *
 * @param setting its name, such as {@code trunk.carrier.transport}
 * @param reason in the centre's own words; everyone on staff reads it
 * @param until the last day of it, on the centre's clock
 */
public record Weaker(String setting, String reason, LocalDate until) {
    private static final String MOVED = "The command line put this trunk elsewhere, for a test.";

    /** Who names another trunk on the command line tests, and may for a day: an auditor's own trunk is a plain one. */
    static List<Weaker> forATest(Label trunk, ZoneId zone) {
        LocalDate tomorrow = LocalDate.now(zone).plusDays(1);
        return Stream.of(Guide.TRANSPORT, Guide.MEDIA, Guide.TEST_CALLS)
                .map(name -> new Weaker(name.replace("*", trunk.text()), MOVED, tomorrow))
                .toList();
    }

    Instant end(ZoneId zone) {
        return until.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
